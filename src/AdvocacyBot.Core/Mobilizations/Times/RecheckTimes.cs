using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>
/// Derives instants anew where a zone's rules have changed since: what an organizer said is the local time. Where that moves
/// a mobilization, everybody is told.
/// </summary>
internal sealed class RecheckTimes(BotDb db, WriteTransaction write, TellChange tell, PlanSeries series, IDateTimeZoneProvider zones, TimeProvider clock) : ICommunityHousekeeper
{
    public static IQueryable<long> CommunitiesWithWork(BotDb db, DateTime now) =>
        db.Mobilizations.AcrossCommunities()
            .Where(m => (m.State == MobilizationState.Open || m.State == MobilizationState.Planned) && m.StartsAt > now)
            .Select(m => m.CommunityId);

    public async Task KeepAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        var ahead = await db.Mobilizations.AsNoTracking()
            .Where(m => (m.State == MobilizationState.Open || m.State == MobilizationState.Planned) && m.StartsAt > now)
            .ToListAsync(ct);
        foreach (var id in ahead.Where(HasMoved).Select(m => m.Id))
            await write.RunAsync(Mobilization.SubjectOf(id), inner => MoveAsync(id, inner), ct);
    }

    private async Task MoveAsync(long id, CancellationToken ct)
    {
        var mobilization = await db.Mobilizations.SingleAsync(m => m.Id == id, ct);
        if (!HasMoved(mobilization))
            return;

        mobilization.MoveTo(mobilization.Local(zones), mobilization.Lasts);
        if (mobilization.State == MobilizationState.Open)
            await tell.MovedAsync(mobilization, "notice.zone", ct);
        else
            await series.ScheduleAsync(mobilization, ct);
    }

    private bool HasMoved(Mobilization mobilization) =>
        zones.GetZoneOrNull(mobilization.Zone) is not null && mobilization.Local(zones).Utc != mobilization.StartsAt;
}
