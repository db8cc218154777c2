using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>Says in words how a series goes on: "every Monday, 5 times", "le premier dimanche de chaque mois". Pure.</summary>
internal static class RepetitionText
{
    public static string Write(Repetition repetition, Language language)
    {
        var how = repetition switch
        {
            { Frequency: Frequency.Weekly, Interval: 1 } => Format("weekly", Day()),
            { Frequency: Frequency.Weekly } => Format("weeks", repetition.Interval, Day()),
            { Nth: NumberWords.Last, Interval: 1 } => Format("monthly.last", Day()),
            { Nth: { } nth, Interval: 1 } => Format("monthly.nth", MobilizationTexts.All[language, $"repeat.nth.{nth}"], Day()),
            { Interval: 1 } => Format("monthly", DatePattern.Day(repetition.DayOfMonth!.Value, language)),
            { Nth: not null } => Format("months", repetition.Interval, Day()),
            _ => Format("months.date", repetition.Interval, DatePattern.Day(repetition.DayOfMonth!.Value, language)),
        };
        if (repetition.Count is { } count)
            return MobilizationTexts.All.FormatCount(language, "repeat.count", count, how, count);
        return repetition.Until is { } until ? Format("until", how, until.ToString(DatePattern.For(MobilizationTexts.All[language, "label.day"], until.Day, language), language.Culture)) : how;

        string Day() => language.Culture.DateTimeFormat.GetDayName((DayOfWeek)((int)repetition.Day!.Value % 7));
        string Format(string key, params ReadOnlySpan<object?> values) => MobilizationTexts.All.Format(language, $"repeat.{key}", values);
    }
}
