using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>Says in a sentence why a date and time cannot be used, and what to write instead.</summary>
internal static class WhenProblems
{
    public static string Tell(WhenRead read, WhenProblem problem, Language language) => problem switch
    {
        WhenProblem.Unknown => MobilizationTexts.All.Format(language, "when.Unknown", read.Word),
        WhenProblem.Skipped or WhenProblem.Twice =>
            MobilizationTexts.All.Format(language, $"when.{problem}", read.Start!.Written.Replace('T', ' '), read.Start.Zone.Id),
        _ => MobilizationTexts.All[language, $"when.{problem}"],
    };
}
