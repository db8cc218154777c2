namespace AdvocacyBot.Core.Languages;

/// <summary>Adapts the date patterns of resource files, which .NET and NodaTime share, to a day.</summary>
public static class DatePattern
{
    /// <summary>The pattern for a day of the month: French writes "1er mai", but "2 mai".</summary>
    public static string For(string pattern, int day, Language language) =>
        language == Language.French && day == 1 ? pattern.Replace("d MMM", "d'er' MMM", StringComparison.Ordinal) : pattern;

    /// <summary>A day of the month by itself: "1er" in French.</summary>
    public static string Day(int day, Language language) => day.ToString(language.Culture) + (language == Language.French && day == 1 ? "er" : "");
}
