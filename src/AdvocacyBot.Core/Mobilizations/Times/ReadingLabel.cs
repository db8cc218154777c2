using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>Writes a reading so briefly that it fits on a button, and so fully that it cannot be confused with another. Pure.</summary>
internal static class ReadingLabel
{
    /// <summary>Such as "Fri 27 Nov 2026, 18:00–20:00", with the offset if the time comes twice or is in another zone.</summary>
    public static string Write(WhenReading reading, Language language, DateTimeZone? home = null)
    {
        var (start, culture) = (reading.Start, language.Culture);
        var text = start.Local.ToString(DatePattern.For(MobilizationTexts.All[language, "label.date"], start.Local.Day, language), culture);
        if (start.Local.TimeOfDay == LocalTime.Midnight)
        {
            var night = start.Local.Date.PlusDays(-1).ToString("dddd", culture);
            text = MobilizationTexts.All.Format(language, "label.midnight", text, night);
        }

        if (reading.End is { } end)
            text += "–" + end.Local.ToString(MobilizationTexts.All[language, "label.time"], culture);
        if (start.Occurrences == 2 || (home is not null && start.Zone.Id != home.Id))
            text += $" ({Offset(start)})";
        return reading.Repeats is { } repetition ? $"{text}, {RepetitionText.Write(repetition, language)}" : text;
    }

    /// <summary>"UTC−5".</summary>
    private static string Offset(LocalMoment moment)
    {
        var offset = moment.Local.ToDateTimeUnspecified() - moment.Utc;
        var sign = offset < TimeSpan.Zero ? "\u2212" : "+";
        var minutes = offset.Minutes == 0 ? "" : offset.ToString("\\:mm", null);
        return $"UTC{sign}{Math.Abs((int)offset.TotalHours)}{minutes}";
    }
}
