using System.Globalization;
using AdvocacyBot.Core.Articles.Discovery;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Follows a site or feed in a channel; offers a choice if a site has several feeds.</summary>
internal sealed class FeedsAdd(NamedChannel named, FindFeeds find, FollowFeed follow, EventInbox inbox) : ICommand
{
    private const int MaxLatest = 10;

    public static CommandSpec Spec { get; } = new("feeds add", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options =
        [
            new OptionSpec("url"),
            new OptionSpec("channel", OptionKind.Channel, Required: false),
            new OptionSpec("latest", OptionKind.Number, Required: false),
        ],
        Sentence = ReadSentence,
        IsPrivate = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var language = request.Language;
        var (channel, check) = await named.ReadAsync(request, ct);
        if (check.Problem is { } reason)
            return Reply.Tell(language, reason);

        var found = await find.RunAsync(request.Required("url"), ct);
        if (found.Problem is { Code: not ("login" or "forbidden") } problem)
            return Reply.Tell(language, problem.In(language));

        var latest = Math.Clamp(request.Number("latest") ?? 0, 0, MaxLatest);
        if (found.Problem is not null && FeedAddress.Read(request.Required("url")) is { } closed)
            found = found with { Links = [new FeedLink(closed.Address, ArticleTexts.All[language, "add.anyway"])] };
        return found.Feed is { } feed
            ? await inbox.OnceAsync(request.Intent, "subscriptions", Follow, Follow, ct)
            : await inbox.OnceAsync(request.Intent, "subscriptions", Offer, Offer, ct);

        async Task<Reply> Follow(CancellationToken inner)
        {
            var (_, number, isNew) = await follow.RunAsync(
                found.Address!, channel, latest, request.Intent.Channel, feed.Title, SubscriptionState.Active, inner);
            var title = feed.Title.Length > 0 ? feed.Title : found.Address!.Host;
            if (!isNew)
                return Reply.Tell(language, ArticleTexts.All.Format(language, "add.already", title, number));

            var done = ChannelOption.Followed(title, channel, check.Name, number, request);
            return latest == 0 && feed.Items.Count > 0
                ? Reply.Tell(language, [.. done, new Text(" " + ArticleTexts.All.Format(language, "add.silent", feed.Items.Count))])
                : Reply.Tell(language, done);
        }

        async Task<Reply> Offer(CancellationToken inner)
        {
            var choices = new List<Choice>();
            foreach (var link in found.Links)
            {
                var (id, _, _) = await follow.RunAsync(
                    link.Address, channel, latest, request.Intent.Channel, found.Problem is null ? link.Title : null, SubscriptionState.Offered, inner);
                var label = link.Title.Length > 0 ? link.Title : link.Address.PathAndQuery;
                choices.Add(new Choice(string.Create(CultureInfo.InvariantCulture, $"{ChooseFeed.Prefix}:{id}"), SafeText.Shorten(label, 80)));
            }

            var text = found.Problem?.In(language) ?? ArticleTexts.All.Format(language, "add.several", found.Fetched!.Address.Host);
            return Reply.Tell(language, text) with { Choices = choices };
        }
    }

    /// <summary>The address, and then in any order a channel and how many of the latest articles to post (<c>--post-latest 3</c>).</summary>
    private static OptionsRead ReadSentence(string rest, Language language)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in Words.Split(rest).Select(w => w.Value).Where(w => w is not ("--post-latest" or "--latest" or "latest")))
        {
            if (!options.ContainsKey("url"))
                options["url"] = word.StartsWith("--post-latest=", StringComparison.Ordinal) ? "" : word;
            else if (int.TryParse(word.Replace("--post-latest=", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxLatest)
                options["latest"] = number.ToString(CultureInfo.InvariantCulture);
            else if (!options.TryAdd("channel", word))
                return OptionsRead.Failed(ChatTexts.All.Format(language, "problem.toomuch", Spec.NameIn(language), word));
        }

        return options.ContainsKey("url")
            ? new OptionsRead(options)
            : OptionsRead.Failed(ChatTexts.All.Format(language, "problem.missing.example", Spec.NameOf(Spec.Options[0], language), Spec.ExampleIn(language)));
    }
}
