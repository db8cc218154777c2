using System.Globalization;
using System.Text;

namespace AdvocacyBot.Core.Languages;

/// <summary>
/// Brings text to the form in which it is compared: no accents, lower case, no case rules of any one country. Done here and
/// never in the database, so that SQLite and PostgreSQL agree. Idempotent.
/// </summary>
public static class Folding
{
    /// <summary>Folds any text; a lone surrogate becomes U+FFFD instead of an exception.</summary>
    public static string Fold(string text)
    {
        // Most text is plain already, and there is a great deal of it.
        if (Ascii.IsValid(text))
            return text.AsSpan().ContainsAnyInRange('A', 'Z') ? text.ToLowerInvariant() : text;

        var decomposed = Scrub(text).Normalize(NormalizationForm.FormKD);
        var folded = new StringBuilder(decomposed.Length);
        foreach (var c in decomposed)
        {
            switch (CharUnicodeInfo.GetUnicodeCategory(c))
            {
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format:
                    break;
                case var _ when Plain(c) is { } plain:
                    folded.Append(plain);
                    break;
                default:
                    folded.Append(char.ToLowerInvariant(c));
                    break;
            }
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    private static string? Plain(char c) => c switch
    {
        'ß' or 'ẞ' => "ss",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        'ø' or 'Ø' => "o",
        'ł' or 'Ł' => "l",
        'đ' or 'Đ' => "d",
        'ı' or 'İ' => "i",
        '’' or 'ʼ' or '‘' => "'",
        _ => null,
    };

    private static string Scrub(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
                return string.Concat(text.EnumerateRunes());
        }

        return text;
    }
}
