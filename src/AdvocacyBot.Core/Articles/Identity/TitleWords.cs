using System.Text.RegularExpressions;

namespace AdvocacyBot.Core.Articles.Identity;

/// <summary>Compares folded titles: whether one may be an edited form of the other. Pure.</summary>
internal static partial class TitleWords
{
    private const double MinShared = 0.5;

    /// <summary>
    /// Whether two titles share at least half of the words of the shorter one and do not begin with different numbers: "Incident 1"
    /// and "Incident 2" are two incidents. A count in brackets at the end, as of comments, says nothing.
    /// </summary>
    public static bool AreAkin(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0)
            return false;
        if (one == other)
            return true;

        var (first, second) = (WordsOf(one), WordsOf(other));
        if (first.Count == 0 || second.Count == 0 || (NumberOf(first) is { } number && NumberOf(second) is { } another && number != another))
            return false;
        var (few, many) = first.Count <= second.Count ? (first, second) : (second, first);
        return few.Distinct(StringComparer.Ordinal).Count(many.Contains) >= MinShared * few.Distinct(StringComparer.Ordinal).Count();
    }

    private static string? NumberOf(List<string> words) => words.Find(word => word.All(char.IsAsciiDigit));

    private static List<string> WordsOf(string title) => Word().Matches(CountAtEnd().Replace(title, "")).Select(match => match.Value).ToList();

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+", RegexOptions.CultureInvariant, -1)]
    private static partial Regex Word();

    [GeneratedRegex(@"\s*[(\[][^()\[\]]{0,30}\d[^()\[\]]{0,30}[)\]]\s*$", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex CountAtEnd();
}
