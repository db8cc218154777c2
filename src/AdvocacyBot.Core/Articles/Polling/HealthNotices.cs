using System.Globalization;
using AdvocacyBot.Core.Alerts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>
/// Notifies organizers when feeds start to fail, fall silent, disappear, move or recover: one message per channel and event, however
/// many feeds it concerns, because one outage usually concerns many.
/// </summary>
internal sealed class HealthNotices(BotDb db, CommunityScope scope, WriteTransaction write, OutboxQueue outbox, AlertStore alerts, BotSettings bot, TimeProvider clock)
{
    private const int MaxNamed = 10;
    private const int MaxFeeds = 5_000;

    /// <summary>Sends what is pending.</summary>
    /// <returns>Whether anything was.</returns>
    public Task<bool> SendAsync(CancellationToken ct) => write.RunAsync("feeds/health", SendPendingAsync, ct);

    /// <summary>Notifies that a feed's address now leads to another domain, so that its articles wait. Runs inside the caller's transaction.</summary>
    public async Task SendMovedAsync(Feed feed, string from, CancellationToken ct)
    {
        foreach (var community in (await ChannelsOfAsync([feed.Id], ct)).GroupBy(channel => channel.Community))
        {
            using var visit = scope.Visit(community.Key);
            foreach (var (_, channel, _) in community)
            {
                var language = await db.LanguageOfAsync(channel, ct) ?? bot.DefaultLanguage;
                var text = ArticleTexts.All.Format(language, "health.moved", feed.Title, from, feed.Address);
                outbox.Send(channel, Reply.Say(language, text), Subject.Of("feed", feed.Id), $"moved/{Moment()}");
            }

            await db.SaveChangesAsync(ct);
        }
    }

    private async Task<bool> SendPendingAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        var changed = new List<(Feed Feed, FeedHealth Before)>();
        foreach (var feed in await Candidates(now).ToListAsync(ct))
        {
            if (!HealthOfFeed.IsUnannounced(feed, now))
                continue;
            changed.Add((feed, feed.LastNotifiedHealth));
            feed.LastNotifiedHealth = HealthOfFeed.Of(feed, now);
        }

        if (changed.Count == 0)
            return false;
        await db.SaveChangesAsync(ct);
        foreach (var community in (await ChannelsOfAsync([.. changed.Select(c => c.Feed.Id)], ct)).GroupBy(channel => channel.Community))
        {
            using var visit = scope.Visit(community.Key);
            foreach (var channel in community.ToLookup(c => c.Channel, c => c.FeedId))
                await SendAsync(channel.Key, changed.FindAll(c => channel.Contains(c.Feed.Id)), now, ct);
            await db.SaveChangesAsync(ct);
        }

        return true;
    }

    /// <summary>One message for each event in a channel.</summary>
    private async Task SendAsync(ChannelRef channel, List<(Feed Feed, FeedHealth Before)> changed, DateTime now, CancellationToken ct)
    {
        var language = await db.LanguageOfAsync(channel, ct) ?? bot.DefaultLanguage;
        foreach (var notice in changed.GroupBy(c => EventOf(c.Feed, c.Before)))
            outbox.Send(channel, Reply.Say(language, Write(notice.Key, [.. notice.Select(c => c.Feed)], now, language)), CauseOf(notice), $"{notice.Key}/{Moment()}");
    }

    /// <summary>The feeds whose health may differ from the last notice.</summary>
    private IQueryable<Feed> Candidates(DateTime now)
    {
        var (failingBefore, silentBefore) = (now - HealthOfFeed.MinFailing, now - HealthOfFeed.MinSilence);
        return db.Feeds.Where(f =>
            (f.State == FeedState.Gone && f.LastNotifiedHealth != FeedHealth.Gone)
            || (f.State == FeedState.Active
                && (f.Failures > 0
                    ? f.LastNotifiedHealth != FeedHealth.Failing && f.FailingSince <= failingBefore
                    : f.LastNotifiedHealth != FeedHealth.Well || (f.LastNewAt < silentBefore && f.FirstReadAt < silentBefore))))
            .OrderBy(f => f.Id).Take(MaxFeeds);
    }

    /// <summary>The community's channels for alerts; if it has chosen none, the channels in which the feeds were added.</summary>
    private async Task<List<(long Community, ChannelRef Channel, long FeedId)>> ChannelsOfAsync(List<long> feeds, CancellationToken ct)
    {
        var chosen = await alerts.AllAsync(ct);
        var rows = await db.Subscriptions.AcrossCommunities().Where(s => feeds.Contains(s.FeedId) && s.State != SubscriptionState.Offered)
            .Select(s => new { s.CommunityId, s.Platform, s.AskedIn, s.FeedId }).Distinct().ToListAsync(ct);
        return
        [
            .. rows.SelectMany(row => chosen.TryGetValue(row.CommunityId, out var state)
                ? state.Channels.Select(channel => (row.CommunityId, channel, row.FeedId))
                : [(row.CommunityId, new ChannelRef(row.Platform, row.AskedIn), row.FeedId)]).Distinct(),
        ];
    }

    private static string EventOf(Feed feed, FeedHealth before) => feed.LastNotifiedHealth switch
    {
        FeedHealth.Failing => "failing",
        FeedHealth.Gone => "gone",
        FeedHealth.Silent => "silent",
        _ => before == FeedHealth.Silent ? "speaks" : "recovered",
    };

    private static string Write(string what, IReadOnlyList<Feed> feeds, DateTime now, Language language)
    {
        var texts = ArticleTexts.All;
        if (feeds is [var feed])
        {
            var reason = feed.Problem is { } problem ? FeedProblem.Read(problem).In(language) : "";
            return what switch
            {
                "failing" => texts.Format(language, "health.failing", feed.Title, feed.Address, reason),
                "gone" => texts.Format(language, "health.gone", feed.Title, feed.Address),
                "silent" => texts.Format(language, "health.silent", feed.Title, DurationText.Days((int)HealthOfFeed.SilentFor(feed, now)!.Value.TotalDays, language)),
                _ => texts.Format(language, $"health.{what}", feed.Title),
            };
        }

        var names = feeds.Take(MaxNamed).Select(f => f.Title).ToList();
        var list = feeds.Count > MaxNamed ? texts.Format(language, "health.more", string.Join(", ", names), feeds.Count - MaxNamed) : ListText.And(names, language);
        return texts.Format(language, $"health.{what}.several", feeds.Count, list);
    }

    private static string CauseOf(IEnumerable<(Feed Feed, FeedHealth Before)> feeds) => Subject.Of("feed", feeds.First().Feed.Id);

    private string Moment() => clock.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
}
