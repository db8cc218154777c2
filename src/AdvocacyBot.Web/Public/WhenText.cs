using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Public;

namespace AdvocacyBot.Web.Public;

/// <summary>Writes when an action takes place, by the clocks of its place: "Sunday 31 May 2099, 07:00 – 09:00, Toronto time". Pure.</summary>
internal static class WhenText
{
    public static string Of(PublicAction action, Language language)
    {
        var (start, end) = (In(action.Zone, action.StartsAt), In(action.Zone, action.EndsAt));
        var text = Moment(start, language);
        if (action.HasEnd)
            text += start.Date == end.Date ? $" – {Time(end, language)}" : $" – {Moment(end, language)}";
        return $"{text}, {WebTexts.All.Format(language, "action.zone", action.Zone.Split('/')[^1].Replace('_', ' '))}";
    }

    /// <param name="utc">UTC.</param>
    public static string Of(DateTime utc, string zone, Language language) => Moment(In(zone, utc), language);

    private static string Moment(DateTime local, Language language) =>
        string.Format(language.Culture, DatePattern.For(WebTexts.All[language, "action.moment"], local.Day, language), local, Time(local, language));

    private static string Time(DateTime local, Language language) => local.ToString("t", language.Culture);

    private static DateTime In(string zone, DateTime utc) =>
        TimeZoneInfo.ConvertTimeFromUtc(utc, TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc);
}
