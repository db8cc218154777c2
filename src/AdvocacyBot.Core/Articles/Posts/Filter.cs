using System.Text.RegularExpressions;
using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>
/// Which articles a channel wants: <c>peru "arms fair" category:land author:smith /regex/</c>, and with a minus before it what
/// it does not want. Of what is wanted one is enough; of what is not wanted one is too much. Pure.
/// </summary>
internal sealed partial class Filter
{
    private const int MostParts = 50;

    /// <summary>Patterns take time in proportion to the text; this is for a machine that is busy with something else.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly List<Part> parts = [];

    private Filter()
    {
    }

    /// <returns>The filter, or the part of the text that cannot be read.</returns>
    public static (Filter? Filter, string? Problem) Read(string text)
    {
        var filter = new Filter();
        foreach (Match match in PartForm().Matches(text))
        {
            if (filter.parts.Count >= MostParts || Make(match) is not { } part)
                return (null, match.Value);
            filter.parts.Add(part);
        }

        return filter.parts.Count == 0 ? (null, text) : (filter, null);
    }

    /// <summary>Why an article is left out; null where it is not.</summary>
    public FilterVerdict? Refuse(FilteredText text)
    {
        foreach (var part in parts)
        {
            if (part.IsUnwanted && part.IsIn(text))
                return new FilterVerdict("unwanted", part.Written.TrimStart('-'));
        }

        return parts.TrueForAll(part => part.IsUnwanted) || parts.Exists(part => !part.IsUnwanted && part.IsIn(text))
            ? null
            : new FilterVerdict("nothing", string.Join(' ', parts.Where(part => !part.IsUnwanted).Select(part => part.Written)));
    }

    /// <summary>Whether an article has any of what is wanted.</summary>
    public bool Wants(FilteredText text) => Refuse(text) is null;

    private static Part? Make(Match match)
    {
        var field = match.Groups["field"].Value.TrimEnd(':').ToLowerInvariant();
        var unwanted = match.Groups["not"].Success;
        if (!match.Groups["regex"].Success)
        {
            var words = Folding.Fold((match.Groups["quoted"].Success ? match.Groups["quoted"] : match.Groups["word"]).Value).Trim();
            return words.Length == 0 ? null : new Part(match.Value, unwanted, field, words, null);
        }

        try
        {
            var regex = new Regex(match.Groups["regex"].Value, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
            return new Part(match.Value, unwanted, field, "", regex);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private sealed record Part(string Written, bool IsUnwanted, string Field, string Words, Regex? Regex)
    {
        public bool IsIn(FilteredText text)
        {
            var where = Field switch { "title" => text.Title, "category" => text.Categories, "author" => text.Author, _ => text.All };
            if (Regex is null)
                return HasWords(Folding.Fold(where), Words);
            try
            {
                return Regex.IsMatch(where);
            }
            catch (RegexMatchTimeoutException)
            {
                // What takes too long to find is not there.
                return false;
            }
        }

        /// <summary>Whether the words stand there whole: "arms" is not in "farms".</summary>
        private static bool HasWords(string folded, string words)
        {
            for (var at = folded.IndexOf(words, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(words, at + 1, StringComparison.Ordinal))
            {
                var end = at + words.Length;
                if ((at == 0 || !char.IsLetterOrDigit(folded[at - 1]) || !char.IsLetterOrDigit(words[0]))
                    && (end == folded.Length || !char.IsLetterOrDigit(folded[end]) || !char.IsLetterOrDigit(words[^1])))
                    return true;
            }

            return false;
        }
    }

    [GeneratedRegex("""(?<not>-)?(?<field>(title|category|author):)?("(?<quoted>[^"]*)"|“(?<quoted>[^”]*)”|«(?<quoted>[^»]*)»|/(?<regex>(\\/|[^/])+)/|(?<word>[^\s"]+))""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex PartForm();
}

/// <summary>What of an article a filter looks at, plain.</summary>
internal sealed record FilteredText(string Title, string Categories, string Author, string Summary)
{
    public string All => $"{Title}\n{Categories}\n{Author}\n{Summary}";

    public static FilteredText Of(Article article) => new(
        article.Title, article.Categories, article.Author ?? "",
        HtmlText.OneLine(HtmlText.WithoutTags(System.Net.WebUtility.HtmlDecode(article.Summary))));
}

/// <summary>Why an article was left out.</summary>
/// <param name="Code">Names a sentence, <c>filtered.CODE</c>.</param>
/// <param name="Words">The filter's words that did it.</param>
internal sealed record FilterVerdict(string Code, string Words)
{
    public override string ToString() => $"{Code}:{Words}";
}
