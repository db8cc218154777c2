using AdvocacyBot.Core.Articles.Posts;

namespace AdvocacyBot.Tests.Articles.Settings;

/// <summary>Filters and times as people write them.</summary>
public sealed class SettingFormsTests
{
    private static readonly FilteredText Football = new("Football in Peru", "", "", "A match.");
    private static readonly FilteredText March = new("March in Mexico", "", "", "An arms fair is closed.");

    [Theory]
    [InlineData("SIN football")]
    [InlineData("SANS football")]
    [InlineData("not football")]
    [InlineData("WITHOUT football")]
    [InlineData("!football")]
    [InlineData("title:-football")]
    [InlineData("title:!football")]
    public void Words_that_exclude_exclude(string words)
    {
        var filter = Filter.Understand(words).Filter!;
        Assert.False(filter.Wants(Football));
        Assert.True(filter.Wants(March));
    }

    [Theory]
    [InlineData("'arms fair'")]
    [InlineData("/MEXICO/i")]
    [InlineData("\"arms fair\" 'car fair'")]
    public void Other_quotes_and_patterns_are_read(string words)
    {
        var filter = Filter.Read(words).Filter!;
        Assert.True(filter.Wants(March));
        Assert.False(filter.Wants(Football));
    }

    [Theory]
    [InlineData("sans papiers", "two")]
    [InlineData("sin tierra", "two")]
    [InlineData("peru, no football", "two")]
    [InlineData("*water*", "star")]
    [InlineData("wa*er", "star")]
    [InlineData("\"arms fair", "quote")]
    [InlineData("peru+mexico", "wrong")]
    [InlineData("arms~5", "wrong")]
    [InlineData("peru^2", "wrong")]
    public void What_would_match_nothing_is_refused(string words, string code) => Assert.Equal(code, Filter.Understand(words).Problem?.Code);

    [Theory]
    [InlineData("sans papiers", true)]
    [InlineData("peru+mexico", false)]
    public void A_stored_filter_stays_what_it_was(string words, bool isWanted) =>
        Assert.Equal(isWanted, Filter.Read(words).Filter!.Wants(new FilteredText("Les sans-papiers", "", "", "")));

    [Fact]
    public void Words_in_quotation_marks_are_looked_for() => Assert.True(Filter.Understand("\"sans papiers\"").Filter!.Wants(new FilteredText("Les sans papiers", "", "", "")));

    [Theory]
    [InlineData("every Monday 9am", "weekly 1 09:00")]
    [InlineData("Mondays 9am", "weekly 1 09:00")]
    [InlineData("weekly on Monday at 9", "weekly 1 09:00")]
    [InlineData("weekly, Monday 09:00", "weekly 1 09:00")]
    [InlineData("9am daily", "daily 09:00")]
    [InlineData("chaque lundi 9h", "weekly 1 09:00")]
    [InlineData("hebdomadaire le lundi à 9h", "weekly 1 09:00")]
    [InlineData("cada lunes a las 9", "weekly 1 09:00")]
    [InlineData("daily 09:00", "daily 09:00")]
    public void Digest_times_are_read_in_any_order(string written, string expected) => Assert.Equal(expected, DigestPlan.Read(written)?.ToString());

    [Theory]
    [InlineData("9am")]
    [InlineData("every day")]
    [InlineData("daily Monday 9am")]
    [InlineData("Monday Tuesday 9am")]
    [InlineData("nonsense")]
    public void A_digest_without_day_or_time_is_not_one(string written) => Assert.Null(DigestPlan.Read(written));
}
