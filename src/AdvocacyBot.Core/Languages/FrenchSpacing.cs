namespace AdvocacyBot.Core.Languages;

/// <summary>
/// The no-break spaces of French typography, so that no line begins with a colon or ends with an opening quotation mark. Resource
/// files contain plain spaces, because translators cannot see the difference.
/// </summary>
internal static class FrenchSpacing
{
    /// <summary>Puts U+00A0 inside quotation marks and before colons, and the narrow U+202F before semicolons, exclamation and question marks.</summary>
    public static string Apply(string text) => text
        .Replace("« ", "«\u00a0", StringComparison.Ordinal)
        .Replace(" »", "\u00a0»", StringComparison.Ordinal)
        .Replace(" :", "\u00a0:", StringComparison.Ordinal)
        .Replace(" ;", "\u202f;", StringComparison.Ordinal)
        .Replace(" !", "\u202f!", StringComparison.Ordinal)
        .Replace(" ?", "\u202f?", StringComparison.Ordinal);
}
