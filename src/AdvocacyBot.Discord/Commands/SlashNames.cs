using System.Text;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Discord.Commands;

/// <summary>
/// Names as Discord takes them.
/// https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming
/// </summary>
internal static partial class SlashNames
{
    private const int LongestName = 32;
    private const int LongestDescription = 100;

    /// <summary>Spanish is one language to the bot and two to Discord. https://docs.discord.com/developers/reference#locales</summary>
    private static readonly (string Locale, Language Language)[] Locales =
    [
        ("fr", Language.French), ("es-ES", Language.Spanish), ("es-419", Language.Spanish),
    ];

    /// <summary>The nearest name that Discord takes; null where nothing is left of it.</summary>
    public static string? Of(string name)
    {
        var slug = new StringBuilder();
        foreach (var rune in name.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (Rune.IsLetter(rune) || Rune.IsDigit(rune) || rune.Value is '_' or '\'')
                slug.Append(Rune.ToLowerInvariant(rune));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        var cut = slug.ToString();
        cut = cut[..Math.Min(cut.Length, LongestName)].TrimEnd('-');
        return Allowed().IsMatch(cut) ? cut : null;
    }

    public static string Description(string text) => SafeText.Shorten(SafeText.Clean(text).Replace('\n', ' '), LongestDescription);

    /// <summary>A name in the other languages; those that Discord does not take are left out.</summary>
    public static Dictionary<string, string> Names(Func<Language, string> name) => Localized(language => Of(name(language)));

    public static Dictionary<string, string> Descriptions(Func<Language, string> text) => Localized(language => Description(text(language)));

    private static Dictionary<string, string> Localized(Func<Language, string?> text)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (locale, language) in Locales)
        {
            if (text(language) is { Length: > 0 } value)
                all[locale] = value;
        }

        return all;
    }

    [GeneratedRegex(@"^[-_'\p{L}\p{N}]{1,32}$", RegexOptions.NonBacktracking)]
    private static partial Regex Allowed();
}
