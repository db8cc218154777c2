using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Shows the feeds followed in a channel, and how each is doing.</summary>
internal sealed class FeedsList(Followed followed, BotSettings bot) : ICommand
{
    public static CommandSpec Spec { get; } = new("feeds list", ArticleTexts.All) { Aliases = ["feeds", "flux"], IsPrivate = true };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var language = request.Language;
        var all = await followed.ListAsync(request.Intent.Channel, ct);
        if (all.Count == 0)
            return Reply.Tell(language, ArticleTexts.All[language, "list.none"]);

        return new Reply([new Listing([.. all.Select(row => Line(row.Subscription, row.Feed, request))])])
        {
            Title = ArticleTexts.All[language, "list.title"],
            Language = language,
            Visibility = Visibility.Private,
        };
    }

    private List<Span> Line(Subscription subscription, Feed feed, Request request)
    {
        var language = request.Language;
        var spans = new List<Span>
        {
            new Code(subscription.Id.ToString(CultureInfo.InvariantCulture)),
            new Text(" "),
            new Link(feed.Title, new Uri(feed.Address)),
        };
        spans.AddRange(States(subscription, feed, request, language).Select(state => new Text(" · " + state)));
        if (feed.LastPolledAt is { } polled)
            spans.AddRange([new Text($" · {ArticleTexts.All[language, "list.last"]} "), new Moment(polled, bot.TimeZone)]);
        return spans;
    }

    private static IEnumerable<string> States(Subscription subscription, Feed feed, Request request, Language language)
    {
        var texts = ArticleTexts.All;
        if (subscription.Channel != request.Intent.Channel.Id)
            yield return texts.Format(language, "list.elsewhere", subscription.Channel);
        if (subscription.State == SubscriptionState.Paused)
            yield return texts[language, "list.paused"];
        if (subscription.IsHeld || feed.IsHeld)
            yield return texts[language, "list.held"];
        if (feed.State == FeedState.Gone)
            yield return texts[language, "list.gone"];
        else if (feed.Problem is { } problem)
            yield return texts.Format(language, "list.failing", FeedProblem.Read(problem).In(language));
        else if (feed.Told == FeedHealth.Silent)
            yield return texts[language, "list.silent"];
        else if (feed.FirstReadAt is null)
            yield return texts[language, "list.unread"];
        foreach (var own in (string?[])[subscription.Filter, subscription.Digest, subscription.Quiet])
        {
            if (own is not null)
                yield return own;
        }
    }
}
