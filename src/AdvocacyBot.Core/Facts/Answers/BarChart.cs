using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>
/// Counts over three or more years as bars of text, one for each source's figure: two sources for one year are two bars, and a
/// figure for several years has none. Pure.
/// </summary>
internal static class BarChart
{
    private const int MaxWidth = 20;
    private const int MinYears = 3;

    public static IEnumerable<Block> Write(IReadOnlyList<ClaimView> claims, Language language)
    {
        var bars = claims
            .Where(c => c.Claim is { Kind: ValueKind.Count, Number: not null } && c.Period is { } period && period.From.Year == period.To.Year)
            .OrderBy(c => c.Claim.From).ThenBy(c => c.Claim.Id)
            .ToList();
        if (bars.Select(c => c.Claim.From!.Value.Year).Distinct().Count() < MinYears || bars.Select(c => (c.Topic.Id, c.Claim.Unit)).Distinct().Count() > 1)
            yield break;

        var most = bars.Max(c => c.Claim.Number!.Value);
        yield return new Listing([.. bars.Select(c => (IReadOnlyList<Span>)[new Text(Bar(c, most, language))])]);
    }

    private static string Bar(ClaimView claim, decimal most, Language language)
    {
        var length = most == 0 ? 0 : (int)Math.Round(MaxWidth * claim.Claim.Number!.Value / most, MidpointRounding.AwayFromZero);
        var year = claim.Claim.From!.Value.Year.ToString(CultureInfo.InvariantCulture);
        var who = string.Join(", ", claim.Sources.Select(s => s.Publisher.Label(language)));
        return $"{year} {new string('█', length)} {ClaimWords.Figure(claim, language)} ({who})";
    }
}
