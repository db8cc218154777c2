using AdvocacyBot.Core.Articles.Discovery;
using AdvocacyBot.Core.Articles.Fetching;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Inbox;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Follows all feeds of an OPML file on the web.</summary>
internal sealed class FeedsImport(NamedChannel named, FeedFetcher fetcher, FollowFeed follow, EventInbox inbox) : ICommand
{
    public static CommandSpec Spec { get; } = new("feeds import", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [new OptionSpec("url"), new OptionSpec("channel", OptionKind.Channel, Required: false)],
        IsPrivate = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var (texts, language, typed) = (ArticleTexts.All, request.Language, request.Required("url"));
        if (FeedAddress.Read(typed) is not { } read)
            return Reply.Tell(language, texts.Format(language, "problem.address", SafeText.Shorten(typed, 100)));

        var (channel, check) = await named.ReadAsync(request, ct);
        if (check.Problem is { } reason)
            return Reply.Tell(language, reason);

        var fetched = await fetcher.GetAsync(read.Address, etag: null, lastModified: null, ct);
        if (fetched.Outcome != FetchOutcome.Read)
            return Reply.Tell(language, (fetched.Problem ?? new FeedProblem("empty")).In(language));
        if (Opml.Read(fetched.Body, fetched.ContentType) is not { } file)
            return Reply.Tell(language, texts[language, "import.notopml"]);

        return await inbox.OnceAsync(request.Intent, "subscriptions", FollowAllAsync, FollowAllAsync, ct);

        async Task<Reply> FollowAllAsync(CancellationToken inner)
        {
            var added = 0;
            foreach (var link in file.Feeds)
            {
                var (_, _, isNew) = await follow.RunAsync(link.Address, channel, 0, request.Intent.Channel, title: null, SubscriptionState.Active, inner);
                added += isNew ? 1 : 0;
            }

            return Reply.Tell(language, texts.Format(language, "import.done", added, file.Feeds.Count - added, file.Unusable));
        }
    }
}

/// <summary>Gives the asker the feeds followed here as an OPML file.</summary>
internal sealed class FeedsExport(Followed followed, CommunityName name) : ICommand
{
    public static CommandSpec Spec { get; } = new("feeds export", ArticleTexts.All) { Audience = Audience.Organizers, IsPrivate = true };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var feeds = (await followed.ListAsync(request.Intent, ct)).Select(row => row.Feed).DistinctBy(feed => feed.Id).ToList();
        return Reply.Tell(request.Language, ArticleTexts.All.Format(request.Language, "export.done", feeds.Count)) with
        {
            Attachment = new Attachment("feeds.opml", "text/x-opml", Opml.Write(await name.ReadAsync(ct), feeds)),
        };
    }
}
