using System.Text;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Public;

/// <summary>
/// The name of an action in addresses, such as <c>march-for-water-3f9a1c</c>: its title for people, and six random letters by
/// which it is found, so that a link stays valid when the title changes and numbers cannot be counted through. Pure.
/// </summary>
internal static class PublicNames
{
    /// <summary>How many letters of the random calendar name a public name ends with.</summary>
    public const int KeyLength = 6;

    private const int MaxSlugLength = 48;

    public static string Of(string title, string calendarUid) => $"{Slug(title)}-{calendarUid[..KeyLength]}";

    /// <summary>The letters by which an action is found; null if a name cannot be one.</summary>
    public static string? KeyOf(string name) =>
        name.Length >= KeyLength && name[^KeyLength..] is var key && key.All(char.IsAsciiHexDigitLower) ? key : null;

    private static string Slug(string title)
    {
        var slug = new StringBuilder();
        foreach (var letter in Folding.Fold(title))
        {
            if (char.IsAsciiLetterOrDigit(letter))
                slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
            if (slug.Length == MaxSlugLength)
                break;
        }

        return slug.ToString().Trim('-') is { Length: > 0 } words ? words : "action";
    }
}
