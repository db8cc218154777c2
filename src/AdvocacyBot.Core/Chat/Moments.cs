using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Chat;

/// <summary>Writes a <see cref="Moment"/> in words, in its own zone, for where the platform cannot show the reader's time.</summary>
public static class Moments
{
    /// <summary>Such as "Sunday 31 May 2026, 07:00 (America/Toronto)"; a date or a time alone goes without the zone.</summary>
    public static string Write(Moment moment, Language language)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(moment.Zone, out var found) ? found : TimeZoneInfo.Utc;
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(moment.At, DateTimeKind.Utc), zone);
        var text = local.ToString(DatePattern.For(ChatTexts.All[language, $"moment.{moment.Style}"], local.Day, language), language.Culture);
        return moment.Style != MomentStyle.DateAndTime ? text : $"{text} ({zone.Id})";
    }
}
