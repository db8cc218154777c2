using AdvocacyBot.Core.Languages;
using Humanizer;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>Says how far away a time is by the calendar of its place: "tomorrow", "in 3 days", "dans 2 semaines". Pure.</summary>
internal static class RelativeDays
{
    /// <param name="moment">Still to come.</param>
    /// <param name="now">UTC.</param>
    /// <param name="language">The reader's.</param>
    public static string Write(LocalMoment moment, DateTime now, Language language)
    {
        var today = Instant.FromDateTimeUtc(now).InZone(moment.Zone).Date;
        var days = Period.DaysBetween(today, moment.Local.Date);
        return days switch
        {
            0 => MobilizationTexts.All.Format(language, "relative.today", (moment.Utc - now).Humanize(culture: language.Culture, minUnit: Humanizer.TimeUnit.Minute)),
            1 => MobilizationTexts.All[language, "relative.tomorrow"],
            _ => MobilizationTexts.All.Format(
                language, "relative.in", TimeSpan.FromDays(days).Humanize(culture: language.Culture, maxUnit: days < 60 ? Humanizer.TimeUnit.Day : Humanizer.TimeUnit.Year)),
        };
    }
}
