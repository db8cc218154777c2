using System.Globalization;
using NodaTime;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>When a channel gets its articles gathered: <c>daily 09:00</c>, <c>weekly 1 09:00</c> (Monday is 1), in its own zone. Pure.</summary>
/// <param name="Day">The day of the week; null for every day.</param>
/// <param name="At">The time of day.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct DigestPlan(IsoDayOfWeek? Day, TimeOnly At)
{
    public static DigestPlan? Read(string? text)
    {
        var parts = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["daily", var at] when QuietHours.Clock(at) is { } time => new DigestPlan(null, time),
            ["weekly", [>= '1' and <= '7'] day, var at] when QuietHours.Clock(at) is { } time => new DigestPlan((IsoDayOfWeek)(day[0] - '0'), time),
            _ => null,
        };
    }

    public override string ToString() => Day is { } day
        ? string.Create(CultureInfo.InvariantCulture, $"weekly {(int)day} {At:HH\\:mm}")
        : string.Create(CultureInfo.InvariantCulture, $"daily {At:HH\\:mm}");

    /// <summary>The first time after an instant at which it is due; both UTC.</summary>
    public DateTime Next(DateTime utc, DateTimeZone zone)
    {
        var after = Instant.FromDateTimeUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
        var date = after.InZone(zone).Date;
        for (var days = 0; ; days++)
        {
            var day = date.PlusDays(days);
            if (Day is { } only && day.DayOfWeek != only)
                continue;
            var due = zone.AtLeniently(day + new LocalTime(At.Hour, At.Minute)).ToInstant();
            if (due > after)
                return due.ToDateTimeUtc();
        }
    }
}
