using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Pauses a feed: its articles are stored, but nothing is posted, not even articles that were already waiting.</summary>
internal sealed class FeedsPause(ChangeSubscription change, WaitingPosts waiting, TimeProvider clock) : ICommand
{
    public static CommandSpec Spec { get; } = new("feeds pause", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which with { Kind = OptionKind.Rest }],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => change.RunAsync(
        request,
        async (subscription, feed, inner) =>
        {
            if (subscription.State != SubscriptionState.Paused)
                (subscription.State, subscription.PausedAt) = (SubscriptionState.Paused, clock.UtcNow);
            await waiting.TakeBackAsync(subscription, inner);
            return Reply.Tell(request.Language, ArticleTexts.All.Format(request.Language, "pause.done", feed.Title));
        },
        ct);
}

/// <summary>Resumes a paused feed and says how many articles were not posted in the meantime; they stay searchable.</summary>
internal sealed class FeedsResume(BotDb db, ChangeSubscription change, PostDigest digest, QueuePosts posts, TimeProvider clock) : ICommand
{
    public static CommandSpec Spec { get; } = new("feeds resume", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which with { Kind = OptionKind.Rest }],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => change.RunAsync(request, (subscription, feed, inner) => ResumeAsync(request, subscription, feed, inner), ct);

    private async Task<Reply> ResumeAsync(Request request, Subscription subscription, Feed feed, CancellationToken ct)
    {
        var (texts, language) = (ArticleTexts.All, request.Language);
        var missed = await MissedAsync(subscription, feed, ct);
        (subscription.State, subscription.PausedAt) = (SubscriptionState.Active, null);
        if (DigestPlan.Read(subscription.Digest) is { } plan)
            subscription.NextDigestAt = plan.Next(clock.UtcNow, posts.ZoneOf(subscription));
        else
            await digest.RunAsync(subscription, feed, ct);
        var text = texts.Format(language, "resume.done", feed.Title);
        return Reply.Tell(language, missed == 0 ? text : $"{text} {texts.FormatCount(language, "resume.missed", missed, missed)}");
    }

    private async Task<int> MissedAsync(Subscription subscription, Feed feed, CancellationToken ct)
    {
        if (subscription.PausedAt is not { } since)
            return 0;
        var takenBack = await db.Postings.CountAsync(p => p.SubscriptionId == subscription.Id && p.State == PostingState.Missed && p.At >= since, ct);
        // What the filter or the age would have left out was not missed.
        var plan = PostPlan.Of(subscription, feed, posts.ZoneOf(subscription));
        var appeared = await db.Articles.AsNoTracking().Where(a => a.FeedId == subscription.FeedId && a.SeenAt > since).ToListAsync(ct);
        return takenBack + appeared.Count(article => plan.FateOf(FilteredText.Of(article), article.SeenAt).State != PostingState.Filtered && !posts.IsTooOld(article, subscription));
    }
}
