using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Chat.Pictures;
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
    BotDb db, WriteTransaction write, KeyStore keys, RemoveMobilization remove, PersonRows rows, Reminders reminders, Scrub scrub, ClockGuard guard,
    MessageSubjects subjects, IEnumerable<ActionForgotten> platforms,
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
        var mayDestroy = await guard.AllowsAsync(ct);
        // A database restored from a backup may not know that a key is destroyed.
        foreach (var due in live.Where(m => (m.ShredAt <= now && mayDestroy) || keys.IsDestroyed(m.KeyId)))
            await ShredAsync(due.Id, ct);

        await ScrubAsync(ct);
    }

    /// <summary>
    /// Has platforms forget what they remember of answers, and takes the bytes of what was deleted out of the database's files, if
    /// that is still to be done and no reader is in the way.
    /// </summary>
    public async Task ScrubAsync(CancellationToken ct)
    {
        var shredded = await db.Mobilizations.AsNoTracking().Where(m => m.State == MobilizationState.Shredded && !m.IsScrubbed).ToListAsync(ct);
        var ids = new List<long>();
        foreach (var mobilization in shredded)
        {
            if (await ForgetOnPlatformsAsync(mobilization, ct))
                ids.Add(mobilization.Id);
        }

        if (shredded.Count == 0 || !await scrub.RunAsync(ct))
            return;

        await write.RunAsync(
            "mobilizations",
            inner => db.Mobilizations.Where(m => ids.Contains(m.Id)).ExecuteUpdateAsync(row => row.SetProperty(m => m.IsScrubbed, true), inner),
            ct);
    }

    private async Task<bool> ForgetOnPlatformsAsync(Mobilization mobilization, CancellationToken ct)
    {
        var messages = (await subjects.AboutAsync(mobilization.Subject, ct)).Select(s => s.MessageRef).ToHashSet();
        var isDone = true;
        foreach (var forget in platforms)
            isDone &= await forget(new ForgottenAction(mobilization.CommunityId, mobilization.Number, messages), ct);
        return isDone;
    }

    /// <summary>Shreds one mobilization now.</summary>
    public async Task ShredAsync(long id, CancellationToken ct)
    {
        await write.RunAsync(
            Mobilization.SubjectOf(id),
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
        await db.SaveChangesAsync(ct);
        await rows.DeleteAllAsync(mobilization.Id, ct);
        await reminders.DropAsync(mobilization, "The mobilization is over.", ct);
        mobilization.KeptTotal = Banding.Floor(mobilization.SeatsTaken);
        (mobilization.SeatsTaken, mobilization.Waiting, mobilization.LastPosition) = (0, 0, 0);
        (mobilization.MeetingPoint, mobilization.RevealAt, mobilization.GoingMessage, mobilization.AnnounceAt, mobilization.CheckInAt) = (null, null, null, null, null);
        if (mobilization.Picture is { } picture && StoredPicture.IsStored(new Uri(picture)))
            (mobilization.Picture, mobilization.PictureText) = (null, null);
        (mobilization.State, mobilization.ShreddedAt, mobilization.IsScrubbed) = (MobilizationState.Shredded, now, false);
        mobilization.RefreshNow(now);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mobilization {Id} is shredded: its key is destroyed and its rows are deleted")]
    private static partial void LogShredded(ILogger logger, long id);
}
