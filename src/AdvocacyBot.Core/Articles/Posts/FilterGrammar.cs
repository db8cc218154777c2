using System.Text.RegularExpressions;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>
/// Reads filters as people write them: <c>peru "arms fair" category:land author:smith water* /regex/ link:example.org</c>. Terms next
/// to each other, with commas, "|" or OR between them, are alternatives; AND and "+" require all; "-" and NOT exclude. Everything
/// else is refused, so that no filter silently does something else. Pure.
/// </summary>
internal static partial class FilterGrammar
{
    private const int MaxTerms = 50;

    /// <summary>Patterns take time in proportion to the text; this limit is for a machine that is busy otherwise.</summary>
    private static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(2);

    private enum Operator
    {
        And,
        Or,
        Not,
    }

    /// <summary>Words that can also be looked for, as in "sans papiers" and "sin tierra". In capitals they exclude.</summary>
    private static readonly string[] TwoMeanings = ["no", "non", "sin", "sans", "without", "except", "excepto", "menos", "hors"];

    /// <param name="isNew">Whether it is being written: what would match nothing, or has two meanings, is then refused. A stored one stays what it was.</param>
    /// <returns>The filter, or the first part that cannot be read.</returns>
    public static (Filter? Filter, FilterProblem? Problem) Read(string text, bool isNew)
    {
        List<List<FilterTerm>> alternatives = [];
        List<FilterTerm> required = [], unwanted = [];
        Operator? pending = null;
        if (isNew && text.Count(c => c == '"') % 2 == 1)
            return (null, new FilterProblem("quote", text.Trim()));
        foreach (Match match in TokenForm().Matches(text))
        {
            if (match.Length == 0)
                continue;
            if (isNew && !match.Groups["sign"].Success && !match.Groups["field"].Success && TwoMeanings.Contains(match.Groups["word"].Value))
                return (null, new FilterProblem("two", match.Value));
            if (OperatorOf(match) is { } found)
            {
                pending = found == Operator.Or && pending == Operator.Not ? pending : found;
                continue;
            }

            var (term, problem) = TermOf(match, isNew);
            if (term is null)
                return (null, problem);
            if (alternatives.Count + required.Count + unwanted.Count >= MaxTerms)
                return (null, new FilterProblem("long", match.Value));

            if (match.Groups["sign"].Value is "-" or "!" || match.Groups["not"].Success || pending == Operator.Not)
                unwanted.Add(term);
            else if (match.Groups["sign"].Value == "+")
                required.Add(term);
            else if (pending == Operator.And && alternatives.Count > 0)
                alternatives[^1].Add(term);
            else
                alternatives.Add([term]);
            pending = null;
        }

        if (pending is not null || alternatives.Count + required.Count + unwanted.Count == 0)
            return (null, new FilterProblem("wrong", text.Trim()));
        return (new Filter(alternatives, required, unwanted), null);
    }

    private static Operator? OperatorOf(Match match)
    {
        if (match.Groups["mark"].Success)
            return match.Groups["mark"].Value == "&" ? Operator.And : Operator.Or;
        if (match.Groups["sign"].Success || match.Groups["field"].Success || !match.Groups["word"].Success)
            return null;
        return match.Groups["word"].Value switch
        {
            "AND" or "and" or "ET" or "et" or "Y" or "y" => Operator.And,
            "OR" or "or" or "OU" or "ou" or "O" or "o" => Operator.Or,
            "NOT" or "not" or "SAUF" or "sauf" or "NON" or "NO" or "SIN" or "SANS" or "WITHOUT" or "EXCEPT" or "EXCEPTO" or "MENOS" or "HORS" => Operator.Not,
            _ => null,
        };
    }

    private static (FilterTerm? Term, FilterProblem? Problem) TermOf(Match match, bool isNew)
    {
        var field = match.Groups["field"].Value.TrimEnd(':').ToLowerInvariant();
        var written = match.Value.TrimStart('-', '+', '!');
        if (match.Groups["not"].Success)
            written = written.Remove(match.Groups["not"].Index - match.Index - (match.Length - written.Length), 1);
        if (field is not ("" or "title" or "category" or "author" or "link"))
            return match.Groups["word"].Value.StartsWith("//", StringComparison.Ordinal) ? Problem("link") : Problem("field");
        if (match.Groups["regex"].Success)
            return PatternOf(match, field, written);

        var raw = (match.Groups["quoted"].Success ? match.Groups["quoted"] : match.Groups["word"]).Value;
        if (raw.StartsWith('(') || raw.EndsWith(')'))
            return Problem("group");
        if (isNew && raw.TrimEnd('*').Contains('*', StringComparison.Ordinal))
            return Problem("star");
        // Words of other programs' filters, which would match nothing.
        if (isNew && match.Groups["word"].Success && (raw.Contains('~', StringComparison.Ordinal) || raw.Contains('^', StringComparison.Ordinal) || (field.Length == 0 && JoinedForm().IsMatch(raw))))
            return Problem("wrong");
        var words = Folding.Fold(raw.TrimEnd('*')).Trim();
        return words.Any(char.IsLetterOrDigit)
            ? (new FilterTerm(written, field, words, raw.EndsWith('*'), null), null)
            : Problem("empty");

        (FilterTerm?, FilterProblem?) Problem(string code) => (null, new FilterProblem(code, match.Value));
    }

    private static (FilterTerm? Term, FilterProblem? Problem) PatternOf(Match match, string field, string written)
    {
        try
        {
            var pattern = new Regex(match.Groups["regex"].Value, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, RegexTimeout);
            return (new FilterTerm(written, field, "", false, pattern), null);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return (null, new FilterProblem("wrong", match.Value));
        }
    }

    [GeneratedRegex(@"\p{L}{2}\+\p{L}{2}", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex JoinedForm();

    [GeneratedRegex("""(?<mark>[|&,;])|(?<sign>[+!-])?(?<field>[A-Za-z]+:)?(?<not>(?<=[a-z]:)[!-])?("(?<quoted>[^"]*)"|“(?<quoted>[^”]*)”|«(?<quoted>[^»]*)»|'(?<quoted>[^']*)'(?=\s|$|[|,;])|‘(?<quoted>[^’]*)’(?=\s|$|[|,;])|/(?<regex>(\\/|[^/])+)/i?(?=\s|$|[|,;])|(?<word>[^\s"|&,;]*[^\s"|&,;+-][^\s"|&,;]*)|(?<word>))(?<=\S)""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex TokenForm();
}
