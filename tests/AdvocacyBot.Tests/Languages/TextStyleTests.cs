using System.Text.RegularExpressions;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Tests.Languages;

/// <summary>The rules of each language's voice that a program can check, for every text in the resource files.</summary>
public sealed partial class TextStyleTests
{
    /// <summary>Texts with straight quotation marks that people are to type.</summary>
    private static readonly string[] TypedQuotes =
    [
        "feeds-filter.words.summary", "feeds-urgent.words.summary", "manage.reveal", "manage.title", "match.contact", "match.how",
        "overview.how", "set.reveal.hint", "template.saved", "template.unknown", "templates.how",
    ];

    [Fact]
    public void Spanish_addresses_people_as_tu() => AssertNone(Language.Spanish, (_, text) => Usted().IsMatch(text));

    [Fact]
    public void French_addresses_people_as_vous() => AssertNone(Language.French, (_, text) => Tu().IsMatch(text));

    [Fact]
    public void English_quotes_and_apostrophes_are_straight() => AssertNone(Language.English, (_, text) => text.IndexOfAny(['“', '”', '‘', '’', '«', '»']) >= 0);

    [Fact]
    public void French_quotes_are_guillemets_and_apostrophes_are_curved() => AssertNone(
        Language.French, (key, text) => text.IndexOfAny(['“', '”', '‘']) >= 0 || StraightApostrophe().IsMatch(text) || HasStraightQuote(key, text));

    [Fact]
    public void Spanish_quotes_are_guillemets_without_spaces() => AssertNone(
        Language.Spanish, (key, text) => text.IndexOfAny(['“', '”', '‘', '’']) >= 0 || text.Contains("« ", StringComparison.Ordinal) || text.Contains(" »", StringComparison.Ordinal) || HasStraightQuote(key, text));

    [Fact]
    public void French_files_leave_the_no_break_spaces_to_the_program() => AssertNone(Language.French, (_, text) => text.IndexOfAny(['\u00a0', '\u202f']) >= 0);

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.French)]
    [InlineData(Language.Spanish)]
    public void Spaces_are_single(Language language) => AssertNone(language, (_, text) => text.Contains("  ", StringComparison.Ordinal));

    [Theory]
    [InlineData(Language.English, @"\bis none\b|\bknow no\b|\bhold no\b|\brobot|\borders\b")]
    [InlineData(Language.French, @"\brobot|\bcana(l|ux)\b|\borganisat(eur|rice)|\btapez\b|\bsaisissez\b|\bnotifie[zr]?\b(?! et| »)")]
    [InlineData(Language.Spanish, @"\brobot|\bórden(es)?\b|\bañad|\borganizador(a|as)?\b|\bvídeo")]
    public void Each_concept_has_one_word(Language language, string otherWords)
    {
        var pattern = new Regex(otherWords, RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        AssertNone(language, (_, text) => pattern.IsMatch(text));
    }

    private static void AssertNone(Language language, Func<string, string, bool> isWrong) =>
        Assert.Empty(TextOwners.In(language).Where(text => isWrong(text.Key, text.Text)).Select(text => $"{text.Owner}, {language}, {text.Key}: {text.Text}"));

    private static bool HasStraightQuote(string key, string text) =>
        text.Contains('"', StringComparison.Ordinal) && !key.EndsWith(".example", StringComparison.Ordinal) && !TypedQuotes.Contains(key);

    /// <summary>Imperatives where a sentence begins, and with a pronoun anywhere: in the middle the same forms are subjunctives of other persons.</summary>
    [GeneratedRegex(
        """
        \busted\b|\b(suy[oa]s?|escríba(me|l[oa]s?)|hága(l[oa]s?)|pída(me|l[oa]s?)|dígal[oa]|pruébel[oa]|véal[oa]s?|míre(l[oa]s?)|inténtelo|añádal[oa]|agrégue(l[oa]s?)|corríjal[oa]|elíjal[oa]|dele)\b
        |(^|[.:;?!]\s|,\s)(le\s(muestra|da|dice)|escriba|revise|indique|elija|busque|vea|haga|diga|dé|pida|pruebe|precise|agregue|añada|abra|use|utilice|espere|responda|envíe|mire|vuelva|intente|confirme|corrija|cambie|ponga|quite|guarde|explique|pregunte|invite|acepte|permita|compruebe|conserve|borre|publique|anuncie)\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Usted();

    [GeneratedRegex(@"\b(tu|te|toi|ton|ta|tes|tien(ne)?s?)\b|\bt’", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Tu();

    [GeneratedRegex(@"\p{L}'[\p{L}«]", RegexOptions.NonBacktracking)]
    private static partial Regex StraightApostrophe();
}
