using Humanizer;

namespace AdvocacyBot.Core.Languages;

/// <summary>Writes lengths of time: "1 day", "90 jours", "2 horas 30 minutos".</summary>
public static class DurationText
{
    /// <summary>Whole days, never as weeks or months, because settings count in days.</summary>
    public static string Days(int days, Language language) =>
        TimeSpan.FromDays(days).Humanize(culture: language.Culture, maxUnit: Humanizer.TimeUnit.Day, minUnit: Humanizer.TimeUnit.Day);

    /// <summary>Days, hours and minutes, without those that are zero.</summary>
    public static string Minutes(int minutes, Language language) =>
        TimeSpan.FromMinutes(minutes).Humanize(precision: 3, culture: language.Culture, maxUnit: Humanizer.TimeUnit.Day, minUnit: Humanizer.TimeUnit.Minute, collectionSeparator: " ");

    /// <summary>Hours, minutes and seconds, without those that are zero; a second that has begun counts.</summary>
    public static string Seconds(TimeSpan length, Language language) => TimeSpan.FromSeconds(Math.Ceiling(length.TotalSeconds))
        .Humanize(precision: 3, culture: language.Culture, maxUnit: Humanizer.TimeUnit.Hour, minUnit: Humanizer.TimeUnit.Second, collectionSeparator: " ");
}
