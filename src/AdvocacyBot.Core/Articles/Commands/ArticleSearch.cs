using System.Globalization;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Languages;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>
/// What a search asks for: <c>"arms fair" peru OR mexico -football page:2</c>. All terms have to occur, except that terms with OR
/// between them are alternatives; a minus excludes. Pure.
/// </summary>
/// <param name="Required">Alternatives, each group of which has to occur; folded.</param>
/// <param name="Excluded">Terms that must not occur; folded.</param>
/// <param name="Shown">The search without its page.</param>
/// <param name="Page">From 1.</param>
internal sealed partial record ArticleSearch(IReadOnlyList<string[]> Required, IReadOnlyList<string> Excluded, string Shown, int Page)
{
    private const int MaxTerms = 8;

    public bool IsEmpty => Required.Count == 0 && Excluded.Count == 0;

    public static ArticleSearch Read(string text)
    {
        List<List<string>> required = [];
        List<string> excluded = [], shown = [];
        var (page, isAlternative) = (1, false);
        foreach (Match match in TermForm().Matches(text))
        {
            if (match.Groups["page"].Success)
            {
                page = int.TryParse(match.Groups["page"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
                continue;
            }

            shown.Add(match.Value);
            if (match.Value is "OR" or "OU" or "|")
            {
                isAlternative = required.Count > 0;
                continue;
            }

            var term = Folding.Fold(match.Groups["phrase"].Success ? match.Groups["phrase"].Value : match.Groups["word"].Value).Trim();
            if (term.Length == 0 || required.Count + excluded.Count >= MaxTerms)
                continue;
            if (match.Groups["minus"].Success)
                excluded.Add(term);
            else if (isAlternative)
                required[^1].Add(term);
            else
                required.Add([term]);
            isAlternative = false;
        }

        return new ArticleSearch([.. required.Select(group => group.ToArray())], excluded, string.Join(' ', shown), page);
    }

    public IQueryable<Article> Apply(IQueryable<Article> articles)
    {
        foreach (var group in Required)
        {
            var patterns = group.Select(term => $"%{term}%").ToArray();
            articles = articles.Where(a => patterns.Any(pattern => EF.Functions.Like(a.Folded, pattern)));
        }

        foreach (var term in Excluded)
            articles = articles.Where(a => !a.Folded.Contains(term));
        return articles;
    }

    [GeneratedRegex("""page:(?<page>\d{1,4})|(?<minus>-(?=\S))?(?:["“«](?<phrase>[^"”»]+)["”»]|(?<word>[^\s"]+))""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, -1)]
    private static partial Regex TermForm();
}
