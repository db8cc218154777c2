using System.Globalization;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Languages;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>
/// What a search asks for: <c>"arms fair" peru OR mexico -football since:2026-05-01 page:2</c>. All terms have to occur, except that
/// terms with OR between them are alternatives; a minus or NOT excludes; since, until and date limit the day. Pure.
/// </summary>
/// <param name="Required">Alternatives, each group of which has to occur; folded.</param>
/// <param name="Excluded">Terms that must not occur; folded.</param>
/// <param name="Shown">The search without its page.</param>
/// <param name="Page">From 1.</param>
internal sealed partial record ArticleSearch(IReadOnlyList<string[]> Required, IReadOnlyList<string> Excluded, string Shown, int Page)
{
    /// <summary>The first day, and the day after the last one; null for no limit.</summary>
    public (DateTime? From, DateTime? Before) Days { get; init; }

    private const int MaxTerms = 8;

    public bool IsEmpty => Required.Count == 0 && Excluded.Count == 0 && Days == default;

    public static ArticleSearch Read(string text)
    {
        List<List<string>> required = [];
        List<string> excluded = [], shown = [];
        var (page, isAlternative, isExcluded) = (1, false, false);
        (DateTime? From, DateTime? Before) days = default;
        foreach (Match match in TermForm().Matches(text))
        {
            if (match.Groups["page"].Success)
            {
                page = int.TryParse(match.Groups["page"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
                continue;
            }

            shown.Add(match.Value);
            if (match.Groups["limit"].Success)
            {
                days = Limited(days, match);
                continue;
            }

            if (match.Value is "NOT" or "NON" or "SAUF" or "SIN")
            {
                isExcluded = true;
                continue;
            }

            if (match.Value is "OR" or "OU" or "O" or "|")
            {
                isAlternative = required.Count > 0;
                continue;
            }

            var term = Folding.Fold(match.Groups["phrase"].Success ? match.Groups["phrase"].Value : match.Groups["word"].Value).Trim();
            if (term.Length == 0 || required.Count + excluded.Count >= MaxTerms)
                continue;
            if (match.Groups["minus"].Success || isExcluded)
                excluded.Add(term);
            else if (isAlternative)
                required[^1].Add(term);
            else
                required.Add([term]);
            (isAlternative, isExcluded) = (false, false);
        }

        return new ArticleSearch([.. required.Select(group => group.ToArray())], excluded, string.Join(' ', shown), page) { Days = days };
    }

    public IQueryable<Article> Apply(IQueryable<Article> articles)
    {
        foreach (var group in Required)
        {
            var patterns = group.Select(term => $"%{Escaped(term)}%").ToArray();
            articles = articles.Where(a => patterns.Any(pattern => EF.Functions.Like(a.Folded, pattern, "!")));
        }

        foreach (var term in Excluded)
            articles = articles.Where(a => !a.Folded.Contains(term));
        if (Days.From is { } from)
            articles = articles.Where(a => a.SortAt >= from);
        if (Days.Before is { } before)
            articles = articles.Where(a => a.SortAt < before);
        return articles;
    }

    /// <summary>Percent signs and underscores as themselves.</summary>
    private static string Escaped(string term) =>
        term.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);

    /// <summary>A day, a month or a year as a limit; what is not a date limits nothing.</summary>
    private static (DateTime? From, DateTime? Before) Limited((DateTime? From, DateTime? Before) days, Match match)
    {
        var written = match.Groups["when"].Value;
        var form = written.Length switch { 4 => "yyyy", 7 => "yyyy-MM", _ => "yyyy-MM-dd" };
        if (!DateTime.TryParseExact(written, form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var start))
            return days;
        var end = written.Length switch { 4 => start.AddYears(1), 7 => start.AddMonths(1), _ => start.AddDays(1) };
        return match.Groups["limit"].Value.ToLowerInvariant() switch
        {
            "since" or "depuis" or "desde" => (start, days.Before),
            "date" or "fecha" => (start, end),
            _ => (days.From, end),
        };
    }

    [GeneratedRegex("""page:(?<page>\d{1,4})|(?<limit>since|until|date|depuis|desde|hasta|fecha):(?<when>\d{4}(-\d{2}){0,2})(?=\s|$)|(?<minus>-(?=\S))?(?:["“«](?<phrase>[^"”»]+)["”»]|(?<word>[^\s"]+))""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, -1)]
    private static partial Regex TermForm();
}
