using System.Globalization;
using AdvocacyBot.Core.Alerts;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>Roles and shifts that still need people shortly before an action begins, while somebody can still be asked.</summary>
internal sealed class GapAlerts(BotDb db, Coverage coverage, GapCache cache, TimeProvider clock) : IAlertSource
{
    private static readonly TimeSpan Before = TimeSpan.FromHours(48);

    /// <summary>An action that was just announced is not complete yet.</summary>
    private static readonly TimeSpan After = TimeSpan.FromHours(1);

    /// <summary>Shortly before the start there is less time to ask somebody.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromHours(6);
    private static readonly TimeSpan AfterSoon = TimeSpan.FromMinutes(10);

    public async Task<IReadOnlyList<Alert>> FindAsync(CancellationToken ct)
    {
        var community = db.CommunityId;
        if (cache.Find(community) is { } cached)
            return cached;

        var alerts = await ReadAsync(ct);
        cache.Set(community, alerts);
        return alerts;
    }

    private async Task<IReadOnlyList<Alert>> ReadAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        var until = now + Before;
        var slots = db.RoleSlots;
        var soon = await db.Mobilizations.AsNoTracking()
            .Where(m => m.State == MobilizationState.Open && m.CancelledAt == null && m.StartsAt > now && m.StartsAt <= until
                && slots.Any(s => s.MobilizationId == m.Id))
            .OrderBy(m => m.StartsAt).ThenBy(m => m.Id)
            .ToListAsync(ct);
        var alerts = new List<Alert>();
        foreach (var mobilization in soon)
        {
            var open = (await coverage.OfAsync(mobilization.Id, ct)).NamesOfOpen;
            if (open.Count > 0)
                alerts.Add(Missing(mobilization, open, mobilization.StartsAt - now < Soon ? AfterSoon : After));
        }

        return alerts;
    }

    private static Alert Missing(Mobilization mobilization, IReadOnlyList<string> roles, TimeSpan after)
    {
        var number = mobilization.Number.ToString(CultureInfo.InvariantCulture);
        return new Alert($"gaps/{number}", language => AlertTexts.All.Format(language, "alert.gaps", number, mobilization.TitleIn(language), ListText.And(roles, language)))
        {
            After = after,
        };
    }
}
