using System.Globalization;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Asks whether all articles that wait are to be posted: <c>feeds approve all</c>, or those of one feed, <c>feeds approve 3</c>.</summary>
internal sealed class FeedsApprove(Followed followed, ApproveAll approve) : ICommand
{
    public static CommandSpec Spec { get; } = new("feeds approve", ArticleTexts.All)
    {
        Group = "which",
        Audience = Audience.Organizers,
        Options = [new OptionSpec("feed", OptionKind.Rest)],
        IsPrivate = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var which = request.Required("feed");
        if (SettingWords.IsAll(which))
            return await approve.AskAsync(request.Intent, null, request.Language, ct);
        return await followed.FindAsync(request.Intent, which, ct) is var (subscription, _)
            ? await approve.AskAsync(request.Intent, subscription.Id, request.Language, ct)
            : Reply.Tell(request.Language, ArticleTexts.All.Format(request.Language, "unknown", SafeText.Shorten(which, 100)));
    }
}

/// <summary>Posts all articles that wait in the channels that an organizer sees, or those of one subscription.</summary>
internal sealed class ApproveAll(BotDb db, QueuePosts posts, TimeProvider clock)
{
    /// <summary>Says how many wait. The choice covers these and none that arrive before it is pressed.</summary>
    /// <param name="subscription">Only this one; null for all.</param>
    public async Task<Reply> AskAsync(Intent intent, long? subscription, Language language, CancellationToken ct)
    {
        var waiting = Waiting(intent, subscription);
        var (count, last) = (await waiting.CountAsync(ct), await waiting.MaxAsync(p => (long?)p.Id, ct));
        return last is null
            ? Reply.Tell(language, ArticleTexts.All[language, "held.none"])
            : Reply.Tell(language, ArticleTexts.All.FormatCount(language, "approve.ask", count, count)) with
            {
                Choices =
                [
                    new Choice(
                        string.Create(CultureInfo.InvariantCulture, $"{DecideHeld.Prefix}:all:{last}:{subscription ?? 0}"),
                        ArticleTexts.All.FormatCount(language, "approve.all", count, count), Style: ChoiceStyle.Primary),
                ],
            };
    }

    /// <summary>Joins the present transaction.</summary>
    /// <param name="upTo">The id of the latest posting that the organizer was told of.</param>
    public async Task<Reply> RunAsync(Intent intent, long upTo, long? subscription, Language language, CancellationToken ct)
    {
        var held = await Waiting(intent, subscription).Where(p => p.Id <= upTo).OrderBy(p => p.Id).ToListAsync(ct);
        var (articleIds, subscriptionIds) = (held.ConvertAll(p => p.ArticleId), held.ConvertAll(p => p.SubscriptionId));
        var articles = await db.Articles.Where(a => articleIds.Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        var subscriptions = await db.Subscriptions.Where(s => subscriptionIds.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        var feedIds = articles.Values.Select(a => a.FeedId).Distinct().ToList();
        var feeds = await db.Feeds.Where(f => feedIds.Contains(f.Id)).ToDictionaryAsync(f => f.Id, ct);
        foreach (var posting in held)
        {
            var article = articles[posting.ArticleId];
            (posting.State, posting.At, posting.Version) = (PostingState.Queued, clock.UtcNow, article.Version);
            await posts.SendAsync(feeds[article.FeedId], article, subscriptions[posting.SubscriptionId], urgent: false, ct);
        }

        return Reply.Tell(language, held.Count == 0 ? ArticleTexts.All[language, "approve.nothing"] : ArticleTexts.All.FormatCount(language, "approve.done", held.Count, held.Count));
    }

    private IQueryable<Posting> Waiting(Intent intent, long? subscription)
    {
        var seen = db.Subscriptions.SeenFrom(intent);
        return db.Postings.Where(p => p.State == PostingState.Held && seen.Any(s => s.Id == p.SubscriptionId) && (subscription == null || p.SubscriptionId == subscription));
    }
}
