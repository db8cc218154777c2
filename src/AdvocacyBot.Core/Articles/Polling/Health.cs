using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>Tells organizers, once, when a feed begins to fail, falls silent, goes, moves house, or is well again.</summary>
internal sealed class Health(BotDb db, CommunityScope scope, OutboxQueue outbox, BotSettings bot, TimeProvider clock)
{
    private const int FailuresBeforeTelling = 4;
    private static readonly TimeSpan FailingBeforeTelling = TimeSpan.FromHours(3);
    private static readonly TimeSpan ShortestSilence = TimeSpan.FromDays(14);
    private const double SilenceInGaps = 8;

    /// <summary>How a feed is doing. Pure.</summary>
    public static FeedHealth Of(Feed feed, DateTime now)
    {
        if (feed.State == FeedState.Gone)
            return FeedHealth.Gone;
        if (feed.Failures > 0)
        {
            return feed.Failures >= FailuresBeforeTelling && now - feed.FailingSince >= FailingBeforeTelling || feed.Told == FeedHealth.Failing
                ? FeedHealth.Failing
                : feed.Told;
        }

        var patience = TimeSpan.FromHours(Math.Max(ShortestSilence.TotalHours, (feed.UsualGapHours ?? 0) * SilenceInGaps));
        return feed.UsualGapHours is not null && now - feed.LastNewAt > patience ? FeedHealth.Silent : FeedHealth.Well;
    }

    /// <summary>Tells of a change, within the caller's transaction.</summary>
    public async Task TellAsync(Feed feed, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var health = Of(feed, now);
        if (health == feed.Told)
            return;

        var before = feed.Told;
        feed.Told = health;
        var reason = feed.Problem is { } problem ? FeedProblem.Read(problem) : null;
        await PostAsync(feed, $"health/{health}", language => health switch
        {
            FeedHealth.Failing => ArticleTexts.All.Format(language, "health.failing", feed.Title, feed.Address, reason?.In(language)),
            FeedHealth.Gone => ArticleTexts.All.Format(language, "health.gone", feed.Title, feed.Address),
            FeedHealth.Silent => ArticleTexts.All.Format(language, "health.silent", feed.Title, (int)(now - feed.LastNewAt!.Value).TotalDays),
            _ => ArticleTexts.All.Format(language, before == FeedHealth.Silent ? "health.speaks" : "health.recovered", feed.Title),
        }, ct);
    }

    /// <summary>Tells that a feed's address now leads to another domain, so that it is held.</summary>
    public Task TellMovedAsync(Feed feed, string from, CancellationToken ct) =>
        PostAsync(feed, "moved", language => ArticleTexts.All.Format(language, "health.moved", feed.Title, from, feed.Address), ct);

    private async Task PostAsync(Feed feed, string meaning, Func<Languages.Language, string> text, CancellationToken ct)
    {
        var asked = await db.Subscriptions.AcrossCommunities().Where(s => s.FeedId == feed.Id && s.State != SubscriptionState.Offered)
            .Select(s => new { s.CommunityId, s.Platform, s.AskedIn }).Distinct().ToListAsync(ct);
        var moment = clock.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        foreach (var community in asked.GroupBy(a => a.CommunityId))
        {
            using var visit = scope.Visit(community.Key);
            foreach (var channel in community.Select(a => new ChannelRef(a.Platform, a.AskedIn)))
            {
                var language = await db.LanguageOfAsync(channel, ct) ?? bot.DefaultLanguage;
                outbox.Send(channel, Reply.Say(language, text(language)), Subject.Of("feed", feed.Id), $"{meaning}/{moment}");
            }

            await db.SaveChangesAsync(ct);
        }
    }
}
