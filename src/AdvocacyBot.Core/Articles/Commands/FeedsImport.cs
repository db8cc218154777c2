using System.Net;
using AdvocacyBot.Core.Articles.Discovery;
using AdvocacyBot.Core.Articles.Fetching;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Follows all feeds of an OPML file on the web.</summary>
internal sealed class FeedsImport(
    BotDb db, NamedChannel named, FeedFetcher fetcher, FollowFeed follow, QueuePosts posts, FeedSettings settings, EventInbox inbox, TimeProvider clock) : ICommand
{
    private const int MaxNamed = 5;
    private const int MaxNamedLength = 500;

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
            var (added, unusable) = (0, file.Unusable.Concat(file.Feeds.Where(feed => IsPrivate(feed.Address)).Select(feed => feed.Address.AbsoluteUri)).ToList());
            foreach (var link in file.Feeds.Where(feed => !IsPrivate(feed.Address)))
            {
                var (id, _, isNew) = await follow.RunAsync(link.Address, channel, 0, request.Intent.Channel, title: null, SubscriptionState.Active, inner);
                if (isNew || link.Folder is not null)
                {
                    var subscription = await db.Subscriptions.SingleAsync(s => s.Id == id, inner);
                    // A list that is imported again may have been sorted meanwhile.
                    subscription.Folder = link.Folder ?? subscription.Folder;
                    if (isNew)
                        Apply(link, subscription);
                }

                added += isNew ? 1 : 0;
            }

            var text = texts.Format(language, "import.done", added, file.Feeds.Count(feed => !IsPrivate(feed.Address)) - added, unusable.Count);
            return Reply.Tell(language, unusable.Count == 0 ? text : $"{text} {SafeText.Shorten(string.Join(", ", unusable.Take(MaxNamed)), MaxNamedLength)}");
        }
    }

    /// <summary>What the bot exported comes back with its settings; what cannot be read is left out.</summary>
    private void Apply(OpmlFeed link, Subscription subscription)
    {
        subscription.Filter = link.Filter is { } filter && Filter.Read(filter).Filter is not null ? filter : null;
        subscription.Quiet = QuietHours.Read(link.Quiet)?.ToString();
        if (DigestPlan.Read(link.Digest) is { } plan)
            (subscription.Digest, subscription.NextDigestAt) = (plan.ToString(), plan.Next(clock.UtcNow, posts.ZoneOf(subscription)));
    }

    /// <summary>Whether an address names a machine of a private network without asking a resolver, so that it is never fetched.</summary>
    private bool IsPrivate(Uri address) =>
        !settings.Allows(address.Host, address.Port)
        && (address.IsLoopback || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var literal) && !PublicAddress.Is(literal)));
}

/// <summary>Gives the asker the feeds followed here as an OPML file.</summary>
internal sealed class FeedsExport(Followed followed, CommunityName name) : ICommand
{
    public static CommandSpec Spec { get; } = new("feeds export", ArticleTexts.All) { Audience = Audience.Organizers, IsPrivate = true };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var feeds = (await followed.ListAsync(request.Intent, ct)).DistinctBy(row => row.Feed.Id).ToList();
        return Reply.Tell(request.Language, ArticleTexts.All.Format(request.Language, "export.done", feeds.Count)) with
        {
            Attachment = new Attachment("feeds.opml", "text/x-opml", Opml.Write(await name.ReadAsync(ct), feeds)),
        };
    }
}
