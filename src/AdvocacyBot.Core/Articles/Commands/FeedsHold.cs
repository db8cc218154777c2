using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;


namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Makes new articles wait for an organizer's approval: of one feed, or of all that are followed here.</summary>
internal sealed class FeedsHold(BotDb db, EventInbox inbox, Followed followed) : ICommand
{
    public static CommandSpec Spec { get; } = new("feeds hold", ArticleTexts.All)
    {
        Group = "which",
        Audience = Audience.Organizers,
        Options =
        [
            ChangeSubscription.Switch,
            new OptionSpec("feed", OptionKind.Rest, Required: false),
        ],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        inbox.OnceAsync(request.Intent, "subscriptions", inner => HoldAsync(request, inner), inner => HoldAsync(request, inner), ct);

    private async Task<Reply> HoldAsync(Request request, CancellationToken ct)
    {
        var language = request.Language;
        var isOn = ChangeSubscription.IsOn(request);
        var rows = request["feed"] is { } which
            ? await followed.FindAsync(request.Intent, which, ct) is { } row ? [row] : []
            : await followed.ListAsync(request.Intent, ct);
        if (rows.Count == 0)
        {
            return Reply.Tell(language, request["feed"] is { } unknown
                ? ArticleTexts.All.Format(language, "unknown", SafeText.Shorten(unknown, 100))
                : ArticleTexts.All[language, "list.none"]);
        }

        foreach (var (subscription, feed) in rows)
        {
            // An organizer who releases a feed also accepts its new address, but only for these channels and not for others that follow it.
            if (!isOn && feed.IsHeld)
                await HoldElsewhereAsync(feed, [.. rows.Select(row => row.Subscription.Id)], ct);
            subscription.IsHeld = isOn;
        }

        var names = ListText.And(rows.Select(row => row.Feed.Title), request.Language);
        return Reply.Tell(language, ArticleTexts.All.Format(language, isOn ? "hold.on" : "hold.off", names));
    }

    /// <summary>Makes each other channel that follows the feed wait on its own.</summary>
    private async Task HoldElsewhereAsync(Feed feed, List<long> except, CancellationToken ct)
    {
        await db.Subscriptions.AcrossCommunities().Where(s => s.FeedId == feed.Id && !except.Contains(s.Id))
            .ExecuteUpdateAsync(row => row.SetProperty(s => s.IsHeld, true), ct);
        feed.IsHeld = false;
    }
}
