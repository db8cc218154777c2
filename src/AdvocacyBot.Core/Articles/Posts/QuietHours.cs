using System.Globalization;
using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>Hours in which nothing is posted in a channel, such as <c>22:00-07:00</c>, in its own zone. Pure.</summary>
/// <param name="From">When they begin.</param>
/// <param name="To">When they end; before <paramref name="From"/> it is the next day's.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct QuietHours(TimeOnly From, TimeOnly To)
{
    public static QuietHours? Read(string? text)
    {
        return ClockText.ReadRange(text ?? "") is var (from, to) && from != to ? new QuietHours(from.ToTimeOnly(), to.ToTimeOnly()) : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:HH\\:mm}-{To:HH\\:mm}");

    /// <summary>The first instant, UTC, from the given one on that is not quiet.</summary>
    public DateTime End(DateTime utc, DateTimeZone zone)
    {
        var local = Instant.FromDateTimeUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).InZone(zone).LocalDateTime;
        var now = new TimeOnly(local.Hour, local.Minute, local.Second);
        if (!now.IsBetween(From, To))
            return utc;

        var date = now < To ? local.Date : local.Date.PlusDays(1);
        return zone.AtLeniently(date + new LocalTime(To.Hour, To.Minute)).ToDateTimeUtc();
    }
}
