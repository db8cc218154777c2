using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>Says in one sentence why a date and time cannot be used as it was written, and what to do.</summary>
internal static class WhenProblems
{
    public static string Write(WhenRead read, DateTimeZone zone, Language language) =>
        MobilizationTexts.All.Format(language, $"when.{read.Problem}", read.Detail, zone.Id);
}
