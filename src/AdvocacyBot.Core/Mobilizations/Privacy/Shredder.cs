using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>
/// Forgets who came, when the time for it has come: destroys the key, deletes the rows, keeps one banded total, and empties
/// the database's log. Every step can be done again, so that a crash between two of them leaves nothing undone.
/// </summary>
internal sealed partial class Shredder(
    BotDb db, WriteTransaction write, KeyStore keys, RemoveMobilization remove, Reminders reminders, Scrub scrub,
    TimeProvider clock, ILogger<Shredder> logger) : ICommunityHousekeeper
{
    /// <summary>Every community with a key that is not destroyed, and every one whose deleted bytes may still be on the disk.</summary>
    public static IQueryable<long> CommunitiesWithWork(BotDb db, DateTime now) =>
        db.Mobilizations.AcrossCommunities().Where(m => m.State != MobilizationState.Shredded || !m.IsScrubbed).Select(m => m.CommunityId);

    public async Task KeepAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        var live = await db.Mobilizations.AsNoTracking()
            .Where(m => m.State != MobilizationState.Shredded)
            .Select(m => new { m.Id, m.KeyId, m.ShredAt })
            .ToListAsync(ct);
        // A database restored from a backup may not know that a key is destroyed.
        foreach (var due in live.Where(m => m.ShredAt <= now || keys.IsDestroyed(m.KeyId)))
            await ShredAsync(due.Id, ct);

        if (await db.Mobilizations.AnyAsync(m => m.State == MobilizationState.Shredded && !m.IsScrubbed, ct) && await scrub.RunAsync(ct))
        {
            await write.RunAsync(
                "mobilizations",
                inner => db.Mobilizations
                    .Where(m => m.State == MobilizationState.Shredded && !m.IsScrubbed)
                    .ExecuteUpdateAsync(row => row.SetProperty(m => m.IsScrubbed, true), inner),
                ct);
        }
    }

    /// <summary>Shreds one mobilization now.</summary>
    public async Task ShredAsync(long id, CancellationToken ct)
    {
        await write.RunAsync(
            Subject.Of("mobilization", id),
            async inner =>
            {
                var mobilization = await db.Mobilizations.SingleAsync(m => m.Id == id, inner);
                if (mobilization.State == MobilizationState.Shredded)
                    return;

                keys.Destroy(mobilization.KeyId);
                if (mobilization.State == MobilizationState.Draft)
                {
                    await remove.RunAsync(mobilization, inner);
                    return;
                }

                await ForgetAsync(mobilization, inner);
            },
            ct);
        LogShredded(logger, id);
    }

    private async Task ForgetAsync(Mobilization mobilization, CancellationToken ct)
    {
        var now = clock.UtcNow;
        await remove.PeopleAsync(mobilization.Id, ct);
        await reminders.DropAsync(mobilization, "The mobilization is over.", ct);
        mobilization.KeptTotal = Banding.Floor(mobilization.SeatsTaken);
        (mobilization.SeatsTaken, mobilization.Waiting, mobilization.LastPosition) = (0, 0, 0);
        (mobilization.MeetingPoint, mobilization.RevealAt, mobilization.AnnounceAt) = (null, null, null);
        (mobilization.State, mobilization.ShreddedAt, mobilization.IsScrubbed) = (MobilizationState.Shredded, now, false);
        mobilization.RefreshNow(now);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mobilization {Id} is shredded: its key is destroyed and its rows are deleted")]
    private static partial void LogShredded(ILogger logger, long id);
}
