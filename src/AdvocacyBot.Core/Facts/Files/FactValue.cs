using System.Globalization;
using System.Text.RegularExpressions;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>A number and how it is meant: 8, 50+, >=6661, ~3700000.</summary>
internal readonly partial record struct FactValue(Comparator Comparator, decimal Number)
{
    /// <summary>
    /// Reads a number as people and spreadsheets write it: 1200, 1 200, 1,200,000, 3.7, 3,7. Three digits after a single point or
    /// comma are thousands if only whole numbers are possible; otherwise they could also be a fraction, and are refused.
    /// </summary>
    /// <param name="text">As written, without a percent sign.</param>
    /// <param name="isWhole">Whether the number counts things that have no parts.</param>
    /// <returns>The value; or the key of the sentence that says why it cannot be read.</returns>
    public static (FactValue? Value, string? Problem) Read(string text, bool isWhole)
    {
        var written = Spaces().Replace(text.Trim(), "");
        if (Negative().IsMatch(written))
            return (null, "fact.value.negative");
        if (Range().IsMatch(written))
            return (null, "fact.value.range");
        if (Form().Match(written) is not { Success: true } match || ComparatorOf(match) is not { } comparator)
            return (null, "fact.value");
        var digits = match.Groups["number"].Value;
        if (!Grouped().IsMatch(digits))
            return OfDecimal(comparator, digits, isWhole);
        if (!isWhole && digits.Count(c => c is '.' or ',') == 1)
            return (null, "fact.value.ambiguous");
        return Parse(comparator, digits.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal));
    }

    private static (FactValue? Value, string? Problem) OfDecimal(Comparator comparator, string digits, bool isWhole) =>
        !Plain().IsMatch(digits) ? (null, "fact.value")
        : isWhole && digits.AsSpan().IndexOfAny('.', ',') >= 0 ? (null, "fact.value.whole")
        : Parse(comparator, digits.Replace(',', '.'));

    private static (FactValue? Value, string? Problem) Parse(Comparator comparator, string digits) =>
        decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (new FactValue(comparator, number), null)
            : (null, "fact.value");

    private static Comparator? ComparatorOf(Match match) => (match.Groups["how"].Value, match.Groups["more"].Value) switch
    {
        ("", "+") => Comparator.OrMore,
        (">=" or "≥", "") => Comparator.AtLeast,
        ("~" or "≈", "") => Comparator.About,
        ("" or "=", "") => Comparator.Exactly,
        _ => null,
    };

    /// <summary>Spaces of any width and apostrophes between groups of three digits, and spaces around signs.</summary>
    [GeneratedRegex(@"(?<=^\D*\d{1,3}(?:[\s'’]\d{3})*)[\s'’](?=\d{3}(?!\d))|(?<=[=≥~≈−–—-])\s+|\s+(?=[+–—-])", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^[-−–]\d", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Negative();

    [GeneratedRegex(@"^\d[\d.,]*(?:[-–—]|\.\.|/)\d", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Range();

    [GeneratedRegex(@"^(?<how>=|>=|≥|~|≈)?(?<number>\d[\d.,]{0,20})(?<more>\+)?$", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Form();

    /// <summary>1,200 or 1.200.000, but not 1.200,000.</summary>
    [GeneratedRegex(@"^[1-9]\d{0,2}(?:(?:,\d{3})+|(?:\.\d{3})+)$", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^\d{1,15}(?:[.,]\d{1,6})?$", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Plain();
}
