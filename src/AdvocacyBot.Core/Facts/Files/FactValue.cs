using System.Globalization;
using System.Text.RegularExpressions;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>A number and how it is meant: 8, 50+, >=6661, ~3700000.</summary>
internal readonly partial record struct FactValue(Comparator Comparator, decimal Number)
{
    public static FactValue? Parse(string? text)
    {
        if (text is null || Form().Match(text) is not { Success: true } match
            || !decimal.TryParse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return null;
        var comparator = (match.Groups["how"].Value, match.Groups["more"].Value) switch
        {
            ("", "+") => Comparator.OrMore,
            (">=" or "≥", "") => Comparator.AtLeast,
            ("~", "") => Comparator.About,
            ("" or "=", "") => Comparator.Exactly,
            _ => (Comparator?)null,
        };
        return comparator is { } read ? new FactValue(read, number) : null;
    }

    [GeneratedRegex(@"^(?<how>=|>=|≥|~)?\s*(?<number>\d{1,15}(?:\.\d{1,6})?)(?<more>\+)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Form();
}

