using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>Says in one sentence why a date and time cannot be used as it was written, and what to do.</summary>
internal static class WhenProblems
{
    public static string Write(WhenRead read, DateTimeZone zone, Language language) =>
        MobilizationTexts.All.Format(language, $"when.{read.Problem}", read.Detail, zone.Id);

    /// <summary>The problem, and the times to choose from, for an answer without buttons.</summary>
    public static string WriteWithReadings(WhenRead read, DateTimeZone zone, Language language) => read.IsQuestion
        ? $"{Write(read, zone, language)} {string.Join(" · ", read.Readings.Select(reading => ReadingLabel.Write(reading, language, zone)))}"
        : Write(read, zone, language);
}
