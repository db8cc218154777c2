using System.Globalization;
using System.Text;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>
/// Splits text into folded words, in the same way for questions, names and claims: only letters and digits, "6,661" and
/// "6 661" as 6661, "3.7" and "3,7" as 3d7, "U.K." as uk, "31st" as 31. Pure.
/// </summary>
internal static class QuestionTokens
{
    private static readonly HashSet<string> Ordinals = new(["st", "nd", "rd", "th", "er", "ere", "e", "o", "a"], StringComparer.Ordinal);

    /// <summary>The folded words and numbers of a text.</summary>
    public static List<string> Split(string text) => SplitFolded(Folding.Fold(text));

    /// <summary>The same words in lower case with their accents; their number can differ for unusual characters.</summary>
    public static List<string> SplitAccented(string text) =>
        SplitFolded(string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormC).ToLowerInvariant().Replace('’', '\''));

    private static List<string> SplitFolded(string folded)
    {
        var tokens = new List<string>();
        for (var at = 0; at < folded.Length;)
        {
            if (char.IsAsciiDigit(folded[at]))
                at = Number(folded, at, tokens);
            else if (IsLetter(folded, at))
                at = Word(folded, at, tokens);
            else
                at++;
        }

        return tokens;
    }

    /// <summary>The folded words of a text, separated by single spaces.</summary>
    public static string Join(string text) => string.Join(' ', Split(text));

    private static int Word(string text, int at, List<string> tokens)
    {
        var word = new StringBuilder();
        while (at < text.Length)
        {
            if (IsLetter(text, at))
                word.Append(text[at++]);
            else if (text[at] == '.' && IsInsideAbbreviation(text, at))
                at++;
            else
                break;
        }

        tokens.Add(word.ToString());
        return at;
    }

    /// <summary>"u.k." and "ee.uu.", but no full stop that ends a sentence.</summary>
    private static bool IsInsideAbbreviation(string text, int at)
    {
        var before = at;
        while (before > 0 && IsLetter(text, before - 1))
            before--;
        var after = at + 1;
        while (after < text.Length && IsLetter(text, after))
            after++;
        return at - before is 1 or 2 && after - at - 1 is 1 or 2;
    }

    private static int Number(string text, int at, List<string> tokens)
    {
        var digits = new StringBuilder();
        at = Digits(text, at, digits);
        if (digits.Length <= 3)
        {
            while (at + 3 < text.Length && IsGroupMark(text[at]) && AreDigits(text, at + 1, 3) && !IsDigitAt(text, at + 4))
                at = Digits(text, at + 1, digits);
        }

        if (at + 1 < text.Length && text[at] is '.' or ',' or 'd' && IsDigitAt(text, at + 1))
        {
            var fraction = new StringBuilder();
            var end = Digits(text, at + 1, fraction);
            // "1.2.3" and "3,7,8" are lists, not fractions.
            if (fraction.Length <= 2 && !(end < text.Length && text[end] is '.' or ',' && IsDigitAt(text, end + 1)))
            {
                digits.Append('d').Append(fraction);
                at = end;
            }
        }

        var number = digits.ToString().TrimStart('0');
        tokens.Add(number.Length == 0 || number[0] == 'd' ? "0" + number : number);
        return SkipOrdinal(text, at);
    }

    private static int SkipOrdinal(string text, int at)
    {
        var end = at;
        while (end < text.Length && IsLetter(text, end))
            end++;
        return Ordinals.Contains(text[at..end]) ? end : at;
    }

    private static int Digits(string text, int at, StringBuilder into)
    {
        while (IsDigitAt(text, at))
            into.Append(text[at++]);
        return at;
    }

    private static bool AreDigits(string text, int at, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (!IsDigitAt(text, at + i))
                return false;
        }

        return true;
    }

    private static bool IsGroupMark(char c) => c is ',' or '.' or ' ' or '\'';

    private static bool IsDigitAt(string text, int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    private static bool IsLetter(string text, int at) =>
        CharUnicodeInfo.GetUnicodeCategory(text[at]) is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.TitlecaseLetter;
}
