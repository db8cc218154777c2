using System.Globalization;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>A claim's value and wording. Numbers are shown as their source gives them; none is ever calculated.</summary>
internal static class ClaimWords
{
    /// <summary>The number: "8", "50+", "at least 6,661", "about €3.7 million".</summary>
    public static string Figure(ClaimView claim, Language language)
    {
        var number = claim.Claim.Number!.Value;
        var written = claim.Claim.Kind == ValueKind.Money ? Money(number, claim.Claim.Unit!, language)
            : claim.Claim.Unit == Files.UnitTerms.Percent ? Percentage(number, language)
            : Count(number, language);
        return claim.Claim.Comparator switch
        {
            Comparator.AtLeast => FactTexts.All.Format(language, "atleast", written),
            Comparator.About => FactTexts.All.Format(language, "about", written),
            Comparator.OrMore => written + "+",
            _ => written,
        };
    }

    /// <summary>The things that a figure counts, with how many are named, or the sentence that the claim is.</summary>
    public static string Statement(ClaimView claim, Language language)
    {
        var text = claim.Text(language);
        var says = claim.IsFigure ? text?.Scope ?? text?.Text ?? "" : text is { Text.Length: > 0 } ? text.Text : text?.Scope ?? "";
        if (!claim.IsFigure && says.Length == 0)
            return string.Join(", ", claim.Participants.Select(p => p.Label(language)));
        if (claim.IsFigure && claim.Claim.ListComplete == false)
            says += FactTexts.All.Format(language, "named", claim.Participants.Count);
        return claim.IsFigure ? says : says.TrimEnd('.');
    }

    public static bool ScopesDiffer(IReadOnlyList<ClaimView> claims, Language language) =>
        claims.Select(c => c.Text(language)?.Scope).Distinct(StringComparer.Ordinal).Count() > 1;

    public static string Count(decimal number, Language language) => number.ToString(number == decimal.Truncate(number) ? "N0" : "N2", Numbers(language));

    /// <summary>"12%" in English; French and Spanish put a space in front of the sign.</summary>
    private static string Percentage(decimal number, Language language) =>
        number.ToString("0.######", Numbers(language)) + (language == Language.English ? "%" : "\u202f%");

    private static string Money(decimal amount, string currency, Language language)
    {
        var sign = currency switch { "EUR" => "€", "USD" => "US$", "CAD" => "CA$", "GBP" => "£", _ => currency + " " };
        if (amount < 1_000_000)
            return sign + Count(amount, language);
        var millions = (amount / 1_000_000).ToString("0.##", Numbers(language));
        var written = FactTexts.All.Format(language, "million", sign, millions);
        var original = (amount / 1_000_000).ToString("0.##", CultureInfo.InvariantCulture);
        return original == millions ? written : written + FactTexts.All.Format(language, "original", FactTexts.All.Format(Language.English, "million", sign, original));
    }

    /// <summary>6,661 in English, 6 661 with a narrow space in French, 6,661 in Spanish as in Mexico.</summary>
    private static NumberFormatInfo Numbers(Language language) => Formats[(int)language];

    private static readonly NumberFormatInfo[] Formats =
    [
        new() { NumberGroupSeparator = ",", NumberDecimalSeparator = "." },
        new() { NumberGroupSeparator = "\u202f", NumberDecimalSeparator = "," },
        new() { NumberGroupSeparator = ",", NumberDecimalSeparator = "." },
    ];
}
