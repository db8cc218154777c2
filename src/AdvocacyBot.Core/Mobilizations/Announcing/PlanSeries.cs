using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>
/// Plans the later actions of a series, at the same time by the clock whatever the clocks do; each is announced a week ahead.
/// Runs within the present transaction.
/// </summary>
internal sealed class PlanSeries(BotDb db, CopyMobilization copy, MobilizationNumbers numbers, PublishMobilization publish, IDateTimeZoneProvider zones, TimeProvider clock)
{
    /// <summary>How many actions are planned at most, the first not counted.</summary>
    public const int MaxCount = 104;

    /// <summary>How many are planned of a series without an end; a later order plans more.</summary>
    private const int EndlessCount = 52;
    public const int DaysAhead = 7;

    /// <returns>Those that are planned, soonest first.</returns>
    public async Task<IReadOnlyList<Mobilization>> RunAsync(Mobilization first, Repetition repetition, CancellationToken ct)
    {
        var planned = new List<Mobilization>();
        foreach (var day in LaterDays(repetition, first.Local(zones).Local.Date))
        {
            if (await PlanAsync(first, day, ct) is { } one)
                planned.Add(one);
        }

        return planned;
    }

    /// <summary>The days after the first one on which a series takes place, as far ahead as it is planned.</summary>
    public static IReadOnlyList<LocalDate> LaterDays(Repetition repetition, LocalDate first)
    {
        var from = repetition is { Frequency: Frequency.Weekly, Day: { } day } ? first.With(DateAdjusters.NextOrSame(day)) : first;
        return [.. repetition.Days(from).SkipWhile(date => date <= first).Take(repetition is { Until: null, Count: null } ? EndlessCount : MaxCount)];
    }

    /// <returns>Null if the series has an action for that day already, even if it was moved or cancelled since.</returns>
    private async Task<Mobilization?> PlanAsync(Mobilization first, LocalDate day, CancellationToken ct)
    {
        var start = first.Local(zones);
        first.SeriesId ??= first.Id;
        first.SeriesDay ??= first.LocalStart[..10];
        var date = LocalDatePattern.Iso.Format(day);
        if (await db.Mobilizations.AnyAsync(m => m.SeriesId == first.SeriesId && (m.SeriesDay == date || (m.SeriesDay == null && m.LocalStart.StartsWith(date))), ct))
            return null;

        var planned = await copy.RunAsync(first, start with { Local = day + start.Local.TimeOfDay, IsSecond = false }, first.Lasts, MobilizationState.Planned, ct);
        (planned.SeriesId, planned.SeriesDay) = (first.SeriesId, date);
        await numbers.AssignAsync(planned, ct);
        await ScheduleAsync(planned, ct);
        return planned;
    }

    /// <summary>Sets when a planned action is announced, and announces it if that is now.</summary>
    public async Task ScheduleAsync(Mobilization planned, CancellationToken ct)
    {
        planned.AnnounceAt = planned.StartsAt.AddDays(-DaysAhead);
        if (planned.AnnounceAt <= clock.UtcNow)
            await publish.RunAsync(planned, ct);
    }
}
