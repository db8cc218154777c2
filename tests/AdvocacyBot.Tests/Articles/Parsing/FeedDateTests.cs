using AdvocacyBot.Core.Articles.Dates;
using AdvocacyBot.Core.Articles.Parsing;
using NodaTime;

namespace AdvocacyBot.Tests.Articles.Parsing;

public sealed class FeedDateTests
{
    [Theory]
    [InlineData("Fri, 01 May 2026 09:00:00 GMT", "2026-05-01T09:00:00Z")]
    [InlineData("Fri, 1 May 2026 09:00 EST", "2026-05-01T14:00:00Z")]
    [InlineData("1 May 26 09:00 +0200", "2026-05-01T07:00:00Z")]
    [InlineData("Thu, 07 Dec 17 10:00:29 -0800", "2017-12-07T18:00:29Z")]
    [InlineData("2026-05-01", "2026-05-01T00:00:00Z")]
    [InlineData("2026-05-01T09:00:00.123-05:00", "2026-05-01T14:00:00Z")]
    [InlineData("2026-05-01 09:00", "2026-05-01T09:00:00Z")]
    [InlineData("2026-05-01T09:00+02", "2026-05-01T07:00:00Z")]
    [InlineData("20260501T090000Z", "2026-05-01T09:00:00Z")]
    [InlineData("2026-121", "2026-05-01T00:00:00Z")]
    [InlineData("2026-05", "2026-05-01T00:00:00Z")]
    [InlineData("2026-11-05 15:45:05 EST", "2026-11-05T20:45:05Z")]
    [InlineData("2026-11-05T15:45:05 CET", "2026-11-05T14:45:05Z")]
    [InlineData("2026-11-05 15:45:05 America/Lima", "2026-11-05T20:45:05Z")]
    [InlineData("2026-07-05 12:00 ET", "2026-07-05T16:00:00Z")]
    [InlineData("2026-12-05 12:00 ET", "2026-12-05T17:00:00Z")]
    [InlineData("jeu. 5 nov. 2026 12:00 HNE", "2026-11-05T17:00:00Z")]
    [InlineData("Thu, 05 Nov 2026 15:45:05 GMT+7", "2026-11-05T08:45:05Z")]
    [InlineData("Thu, 05 Nov 2026 15:45:05 UTC+01:00", "2026-11-05T14:45:05Z")]
    [InlineData("Thu, 05 Nov 2026 15:45:05 GMT-0500", "2026-11-05T20:45:05Z")]
    [InlineData("Thu, 05 Nov 2026 15:45:05 +0200 (CEST)", "2026-11-05T13:45:05Z")]
    [InlineData("Nov 5, 2026 3:45 PM", "2026-11-05T15:45:00Z")]
    [InlineData("Nov 5, 2026 12:05 AM", "2026-11-05T00:05:00Z")]
    [InlineData("Nov 5, 2026 12:05 p.m.", "2026-11-05T12:05:00Z")]
    [InlineData("November 5th, 2026 at 3 PM EST", "2026-11-05T20:00:00Z")]
    [InlineData("5 de noviembre de 2026, 3:45 p. m.", "2026-11-05T15:45:00Z")]
    [InlineData("vendredi 1 mai 2026 09:00", "2026-05-01T09:00:00Z")]
    [InlineData("1er août 2026 à 15 h 45", "2026-08-01T15:45:00Z")]
    [InlineData("1 août 2026 09:00:00", "2026-08-01T09:00:00Z")]
    [InlineData("1 de diciembre de 2026, 09:00", "2026-12-01T09:00:00Z")]
    [InlineData("5 de setiembre de 2026", "2026-09-05T00:00:00Z")]
    [InlineData("Mar, 03 Nov 2026 09:00:00 +0000", "2026-11-03T09:00:00Z")]
    [InlineData("Παρ, 01 Μαϊ 2026 09:00:00 EET", "2026-05-01T07:00:00Z")]
    [InlineData("May 1, 2026", "2026-05-01T00:00:00Z")]
    [InlineData("05-Nov-2026 15:45", "2026-11-05T15:45:00Z")]
    [InlineData("05.11.2026 15:45", "2026-11-05T15:45:00Z")]
    [InlineData("2004년 05월 28일 오후 1:31:15", "2004-05-28T13:31:15Z")]
    [InlineData("25/12/2026 10:00", "2026-12-25T10:00:00Z")]
    [InlineData("1793894400", "2026-11-05T16:00:00Z")]
    public void Dates_are_read_as_people_write_them(string text, string expected) =>
        Assert.Equal(DateTime.Parse(expected).ToUniversalTime(), FeedDates.Read(text));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("32 May 2026")]
    [InlineData("2026-02-30T00:00:00Z")]
    [InlineData("May")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    [InlineData("12:30")]
    public void Other_text_is_not_a_date(string text) => Assert.Null(FeedDates.Read(text));

    [Theory]
    [InlineData("fr", 11)]
    [InlineData("es-PE", 11)]
    [InlineData("en-GB", 11)]
    [InlineData("en-us", 5)]
    [InlineData("en", 5)]
    public void The_language_decides_whether_the_day_comes_first(string language, int month) =>
        Assert.Equal(month, Parse($"<language>{language}</language>", "05/11/2026 10:00")[0].Published?.Month);

    [Fact]
    public void A_date_that_leaves_no_choice_decides_for_the_whole_feed()
    {
        var items = Parse("", "05/11/2026 10:00", "25/12/2026 10:00");
        Assert.Equal([11, 12], items.Select(item => item.Published?.Month));
    }

    [Fact]
    public void A_zone_applies_to_dates_without_one()
    {
        var lima = DateTimeZoneProviders.Tzdb["America/Lima"];
        Assert.Equal(new DateTime(2026, 11, 5, 15, 0, 0, DateTimeKind.Utc), FeedDates.Read("5 Nov 2026 10:00", new DateReading(false, lima)));
        Assert.Equal(new DateTime(2026, 11, 5, 10, 0, 0, DateTimeKind.Utc), FeedDates.Read("2026-11-05T10:00:00Z", new DateReading(false, lima)));
    }

    private static IReadOnlyList<ParsedItem> Parse(string head, params string[] dates) => FeedParser.Parse(System.Text.Encoding.UTF8.GetBytes(
        $"<rss version=\"2.0\"><channel><title>t</title>{head}{string.Concat(dates.Select(date => $"<item><title>x</title><pubDate>{date}</pubDate></item>"))}</channel></rss>")).Items;
}
