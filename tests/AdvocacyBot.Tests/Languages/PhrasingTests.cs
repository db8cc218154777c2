using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Tests.Languages;

/// <summary>Lists, lengths of time, counts and French spaces, as people write them.</summary>
public sealed class PhrasingTests
{
    [Theory]
    [InlineData(Language.English, "", "")]
    [InlineData(Language.English, "one", "one")]
    [InlineData(Language.English, "one|two", "one and two")]
    [InlineData(Language.English, "one|two|three", "one, two and three")]
    [InlineData(Language.French, "un|deux|trois", "un, deux et trois")]
    [InlineData(Language.Spanish, "uno|dos|tres", "uno, dos y tres")]
    [InlineData(Language.Spanish, "Perú|Israel", "Perú e Israel")]
    [InlineData(Language.Spanish, "padres|hijos", "padres e hijos")]
    [InlineData(Language.Spanish, "agua|hielo", "agua y hielo")]
    public void A_list_ends_with_a_conjunction(Language language, string items, string expected) =>
        Assert.Equal(expected, ListText.And(items.Split('|', StringSplitOptions.RemoveEmptyEntries), language));

    [Theory]
    [InlineData(Language.English, "en|fr|es", "en, fr or es")]
    [InlineData(Language.French, "en|fr", "en ou fr")]
    [InlineData(Language.Spanish, "siete|ocho", "siete u ocho")]
    [InlineData(Language.Spanish, "hoy|mañana", "hoy o mañana")]
    public void A_choice_ends_with_a_conjunction(Language language, string items, string expected) =>
        Assert.Equal(expected, ListText.Or(items.Split('|'), language));

    [Theory]
    [InlineData(Language.English, 1, "1 day")]
    [InlineData(Language.French, 1, "1 jour")]
    [InlineData(Language.Spanish, 1, "1 día")]
    [InlineData(Language.English, 90, "90 days")]
    [InlineData(Language.French, 90, "90 jours")]
    [InlineData(Language.Spanish, 90, "90 días")]
    public void Days_agree_with_their_number(Language language, int days, string expected) => Assert.Equal(expected, DurationText.Days(days, language));

    [Theory]
    [InlineData(Language.English, 1, "Blog: one new article")]
    [InlineData(Language.English, 2, "Blog: 2 new articles")]
    [InlineData(Language.French, 1, "Blog\u00a0: un nouvel article")]
    [InlineData(Language.Spanish, 3, "Blog: 3 artículos nuevos")]
    public void A_count_has_a_form_for_one(Language language, int count, string expected) =>
        Assert.Equal(expected, ArticleTexts.All.FormatCount(language, "digest.title", count, "Blog", count));

    [Theory]
    [InlineData("Où est « ici » : là ; oui !", "Où est «\u00a0ici\u00a0»\u00a0: là\u202f; oui\u202f!")]
    [InlineData("Laquelle ? 14:30, https://example.org", "Laquelle\u202f? 14:30, https://example.org")]
    public void French_marks_never_begin_a_line(string text, string expected) => Assert.Equal(expected, FrenchSpacing.Apply(text));

    [Theory]
    [InlineData(Language.French, 1, "samedi 1er mai")]
    [InlineData(Language.French, 2, "dimanche 2 mai")]
    [InlineData(Language.English, 1, "Saturday 1 May")]
    public void The_first_of_a_month_is_an_ordinal_in_French(Language language, int day, string expected) =>
        Assert.Equal(expected, new DateOnly(2027, 5, day).ToString(DatePattern.For("dddd d MMMM", day, language), language.Culture));

    [Fact]
    public void Each_form_for_one_belongs_to_a_form_for_more()
    {
        var keys = TextOwners.All.SelectMany(owner => new Texts(owner).Own(Language.English).Keys.Select(key => (owner, key))).ToHashSet();
        Assert.All(keys.Where(k => k.key.EndsWith(".one", StringComparison.Ordinal)), k => Assert.Contains((k.owner, k.key[..^4]), keys));
    }
}
