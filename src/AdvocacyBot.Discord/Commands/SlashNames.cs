using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Discord.Commands;

/// <summary>
/// Converts names to those that Discord accepts. Pure.
/// https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming
/// </summary>
internal static partial class SlashNames
{
    private const int MaxNameLength = 32;
    private const int MaxDescriptionLength = 100;

    /// <summary>Discord has two Spanish locales. https://docs.discord.com/developers/reference#locales</summary>
    private static readonly (string Locale, Language Language)[] Locales =
    [
        ("fr", Language.French), ("es-ES", Language.Spanish), ("es-419", Language.Spanish),
    ];

    /// <summary>The closest name that Discord accepts, or null if no character is valid.</summary>
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
        cut = cut[..Math.Min(cut.Length, MaxNameLength)].TrimEnd('-');
        return Allowed().IsMatch(cut) ? cut : null;
    }

    /// <summary>The name of a further option of the same kind.</summary>
    public static string Numbered(string name, int number)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $"-{number}");
        return name[..Math.Min(name.Length, MaxNameLength - suffix.Length)] + suffix;
    }

    public static string Description(string text) => SafeText.Shorten(SafeText.Clean(text).Replace('\n', ' '), MaxDescriptionLength);

    /// <summary>A name in the other languages, without those that Discord does not accept.</summary>
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
