using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>
/// Shows numbers of people in steps of five, so that nobody can tie one answer to a number that moved by one. Pure.
/// </summary>
internal static class Banding
{
    public const int Step = 5;

    /// <summary>The lowest number of the band; 0 for fewer than five.</summary>
    public static int Floor(int count) => count / Step * Step;

    /// <summary>"fewer than 5", "5 or more", "10 or more".</summary>
    public static string Write(int count, Language language) =>
        count < Step
            ? MobilizationTexts.All.Format(language, "band.few", Step)
            : MobilizationTexts.All.Format(language, "band.more", Floor(count));
}
