using AdvocacyBot.Core.Articles.Hubs;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Articles.Requests;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>
/// Ingests a document that a hub pushed with a valid signature, as a poll would: the same comparison decides what is new, so an
/// article that was also polled is posted once. The feed's validators stay, so the next poll still reads the whole document.
/// </summary>
internal sealed class PushFeed(
    BotDb db, WriteTransaction write, IngestFeed ingest, PagePictures pictures, FeedBell bell, BotMetrics metrics, FeedSettings settings, TimeProvider clock)
{
    public async Task RunAsync(HubSubscription subscription, ReadOnlyMemory<byte> body, string? contentType, CancellationToken ct)
    {
        if (await db.Feeds.AsNoTracking().SingleOrDefaultAsync(f => f.Id == subscription.FeedId && f.State == FeedState.Active && f.PrivateTo == 0, ct) is not { } feed)
            return;

        var parsed = feed.FirstReadAt is null ? null : Parse(feed, body, contentType);
        metrics.Polled(parsed is null ? "Notified" : "Pushed");
        var found = parsed is null ? null : new FeedDocument(parsed, await pictures.FindAsync(feed, parsed, RequestSettings.None, ct), IsWhole: false);
        await write.RunAsync(
            "articles",
            async inner =>
            {
                if (await db.Feeds.SingleOrDefaultAsync(f => f.Id == feed.Id && f.State == FeedState.Active, inner) is not { } row || row.Address != feed.Address)
                    return;
                var now = clock.UtcNow;
                await db.HubSubscriptions.Where(h => h.Id == subscription.Id).ExecuteUpdateAsync(set => set.SetProperty(h => h.PushedAt, now), inner);
                if (found is not null)
                    await ingest.RunAsync(row, found, inner);
                else
                    ReadSoon(row, now);
            },
            ct);
    }

    /// <returns>Null if the hub only notifies that something is new.</returns>
    private static ParsedFeed? Parse(Feed feed, ReadOnlyMemory<byte> body, string? contentType)
    {
        try
        {
            return FeedParser.Parse(body, contentType, new Uri(feed.Address), feed.DateZone is { } zone ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) : null);
        }
        catch (UnreadableFeedException)
        {
            return null;
        }
    }

    /// <summary>Polls the feed, but not more often than the settings allow.</summary>
    private void ReadSoon(Feed feed, DateTime now)
    {
        var earliest = feed.LastPolledAt is { } last && last + settings.MinInterval > now ? last + settings.MinInterval : now;
        if (feed.NextPollAt <= earliest)
            return;
        feed.NextPollAt = earliest;
        write.AfterCommit(bell.Ring);
    }
}
