using System.Globalization;

namespace AdvocacyBot.Core.Languages;

/// <summary>A language in which the bot reads and writes.</summary>
public enum Language
{
    English,
    French,
    Spanish,
}

/// <summary>Other names of the three languages: ISO 639-1 codes, locales and .NET cultures.</summary>
public static class LanguageNames
{
    private static readonly CultureInfo[] Cultures =
    [
        CultureInfo.GetCultureInfo("en-CA"), CultureInfo.GetCultureInfo("fr-CA"), CultureInfo.GetCultureInfo("es-MX"),
    ];

    /// <summary>Every language, in the order in which the bot offers them.</summary>
    public static IReadOnlyList<Language> All { get; } = [Language.English, Language.French, Language.Spanish];

    extension(Language language)
    {
        /// <summary>The ISO 639-1 code: en, fr or es.</summary>
        public string Code => language switch { Language.French => "fr", Language.Spanish => "es", _ => "en" };

        /// <summary>The culture that phrases its dates and numbers.</summary>
        public CultureInfo Culture => Cultures[(int)language];

        /// <summary>The name that its speakers use.</summary>
        public string OwnName => language switch { Language.French => "français", Language.Spanish => "español", _ => "English" };
    }

    /// <summary>Reads a code or a platform's locale ("fr", "fr-CA", "es_419"); null for a language that the bot does not speak.</summary>
    public static Language? FromLocale(string? locale)
    {
        var code = locale?.Split('-', '_')[0].Trim();
        foreach (var language in All)
        {
            if (string.Equals(code, language.Code, StringComparison.OrdinalIgnoreCase))
                return language;
        }

        return null;
    }
}
