using System.Text.RegularExpressions;
using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>
/// The articles that a channel wants: it has none of the unwanted terms, all of the required ones, and one of the alternatives if
/// there are any. Immutable and pure; <see cref="FilterGrammar"/> reads it.
/// </summary>
/// <param name="Alternatives">Of these groups, one is enough; of a group, all terms count.</param>
/// <param name="Required">Each has to be there.</param>
/// <param name="Unwanted">None may be there.</param>
internal sealed record Filter(IReadOnlyList<IReadOnlyList<FilterTerm>> Alternatives, IReadOnlyList<FilterTerm> Required, IReadOnlyList<FilterTerm> Unwanted)
{
    /// <summary>A stored filter.</summary>
    /// <returns>The filter, or the first part that cannot be read.</returns>
    public static (Filter? Filter, FilterProblem? Problem) Read(string text) => FilterGrammar.Read(text, isNew: false);

    /// <summary>A filter that somebody writes now. What would match nothing or has two meanings is refused.</summary>
    /// <returns>The filter, or the first part that cannot be read.</returns>
    public static (Filter? Filter, FilterProblem? Problem) Understand(string text) => FilterGrammar.Read(text, isNew: true);

    /// <summary>Why an article is left out, or null if it is wanted.</summary>
    public FilterVerdict? Refuse(FilteredText text)
    {
        if (Unwanted.FirstOrDefault(term => term.IsIn(text)) is { } unwanted)
            return new FilterVerdict("unwanted", unwanted.Written);
        if (Required.FirstOrDefault(term => !term.IsIn(text)) is { } missing)
            return new FilterVerdict("nothing", missing.Written);
        return Alternatives.Count == 0 || Alternatives.Any(group => group.All(term => term.IsIn(text)))
            ? null
            : new FilterVerdict("nothing", string.Join(", ", Alternatives.Select(Write)));
    }

    /// <summary>Whether an article is wanted.</summary>
    public bool Wants(FilteredText text) => Refuse(text) is null;

    /// <summary>The filter in words: "any of: peru, mexico; never: football".</summary>
    public string Describe(Language language)
    {
        var parts = new List<string>();
        Add("filter.any", Alternatives.Select(Write));
        Add("filter.all", Required.Select(term => term.Written));
        Add("filter.never", Unwanted.Select(term => term.Written));
        return string.Join("; ", parts);

        void Add([TextKey(typeof(ArticleTexts))] string key, IEnumerable<string> terms)
        {
            if (string.Join(", ", terms) is { Length: > 0 } list)
                parts.Add(ArticleTexts.All.Format(language, key, list));
        }
    }

    private static string Write(IReadOnlyList<FilterTerm> group) => string.Join(" + ", group.Select(term => term.Written));
}

/// <summary>One term of a filter.</summary>
/// <param name="Written">As a person wrote it, without its sign.</param>
/// <param name="Field">title, category, author, link, or empty for everything.</param>
/// <param name="Words">Folded; empty for a pattern.</param>
/// <param name="IsPrefix">Whether longer words count, too.</param>
/// <param name="Pattern">Its pattern, whose time is proportional to the text.</param>
internal sealed record FilterTerm(string Written, string Field, string Words, bool IsPrefix, Regex? Pattern)
{
    public bool IsIn(FilteredText text)
    {
        var where = Field switch
        {
            "title" => text.Title,
            "category" => text.Categories,
            "author" => text.Author,
            "link" => text.Link,
            _ => text.All,
        };
        if (Pattern is null)
            return HasWords(Folding.Fold(where));
        try
        {
            return Pattern.IsMatch(where);
        }
        catch (RegexMatchTimeoutException)
        {
            // The time limit is for a machine that is busy otherwise; what cannot be found in time counts as missing.
            return false;
        }
    }

    /// <summary>Whether the words occur as whole words: "arms" is not in "farms".</summary>
    private bool HasWords(string folded)
    {
        for (var at = folded.IndexOf(Words, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(Words, at + 1, StringComparison.Ordinal))
        {
            var end = at + Words.Length;
            if ((at == 0 || !char.IsLetterOrDigit(folded[at - 1]) || !char.IsLetterOrDigit(Words[0]))
                && (IsPrefix || Field == "link" || end == folded.Length || !char.IsLetterOrDigit(folded[end]) || !char.IsLetterOrDigit(Words[^1])))
                return true;
        }

        return false;
    }
}

/// <summary>The plain text of an article that a filter examines.</summary>
internal sealed record FilteredText(string Title, string Categories, string Author, string Summary, string Link = "")
{
    public string All => $"{Title}\n{Categories}\n{Author}\n{Summary}";

    public static FilteredText Of(Article article) => new(
        article.Title, article.Categories, article.Author ?? "",
        HtmlText.OneLine(article.SummaryIsHtml ? HtmlText.WithoutTags(HtmlToBlocks.Unescaped(article.Summary)) : article.Summary),
        article.Link ?? "");
}

/// <summary>Why an article was left out.</summary>
/// <param name="Code">Names a sentence, <c>why.CODE</c>.</param>
/// <param name="Words">The terms of the filter that decided.</param>
internal sealed record FilterVerdict(string Code, string Words)
{
    public override string ToString() => $"{Code}:{Words}";
}

/// <summary>A part of a filter that cannot be read.</summary>
/// <param name="Code">Names a sentence, <c>filter.CODE</c>.</param>
/// <param name="Part">The part.</param>
internal sealed record FilterProblem(string Code, string Part)
{
    public string In(Language language) => ArticleTexts.All.Format(language, $"filter.{Code}", Part);
}
