using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>Keeps reminders out of the night at the place of the action. Pure.</summary>
internal static class QuietHours
{
    private static readonly LocalTime Evening = new(22, 0);
    private static readonly LocalTime Morning = new(7, 0);

    /// <summary>
    /// When a reminder comes: at its own time, or if that is in the night, in the morning after it. A morning that leaves less than
    /// half of the time is too late; the reminder then comes in the evening before.
    /// </summary>
    /// <param name="due">UTC, before the start.</param>
    /// <param name="start">UTC.</param>
    /// <returns>UTC, never after the start.</returns>
    public static DateTime Avoid(DateTime due, DateTime start, DateTimeZone zone)
    {
        var local = Instant.FromDateTimeUtc(due).InZone(zone);
        if (local.TimeOfDay >= Morning && local.TimeOfDay <= Evening)
            return due;

        var day = local.TimeOfDay > Evening ? local.Date : local.Date.PlusDays(-1);
        var morning = At(day.PlusDays(1), Morning);
        return morning <= due + ((start - due) / 2) ? morning : At(day, Evening);

        DateTime At(LocalDate date, LocalTime time) => zone.AtLeniently(date + time).ToDateTimeUtc();
    }
}
