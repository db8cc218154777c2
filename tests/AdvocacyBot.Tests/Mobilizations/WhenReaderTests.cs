using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Times;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>Read on Monday 4 May 2026 at 08:00 in Toronto.</summary>
public sealed class WhenReaderTests
{
    private static readonly WhenContext Context = new(
        Instant.FromUtc(2026, 5, 4, 12, 0), DateTimeZoneProviders.Tzdb["America/Toronto"], DateTimeZoneProviders.Tzdb);

    [Fact]
    public void Every_name_of_a_month_is_read_in_its_language()
    {
        foreach (var month in CalendarWords.Months.Entries)
        {
            foreach (var text in (string[])[$"12 {month.Phrase} 2027 19:00", $"12 {month.Phrase}. 2027, 19h", $"{month.Phrase.ToUpperInvariant()} 12, 2027 7pm"])
            {
                var read = WhenReader.Read(text, Context, month.Language);
                Assert.True(read.Readings.Any(reading => reading.Start.Written == $"2027-{month.Meaning:00}-12T19:00"), text);
            }
        }
    }

    [Fact]
    public void Every_name_of_a_weekday_is_read_in_its_language()
    {
        foreach (var day in CalendarWords.Weekdays.Entries.Where(day => day.Meaning != IsoDayOfWeek.Monday))
        {
            foreach (var text in (string[])[$"{day.Phrase} 19:00", $"{day.Phrase}. 19h", $"{day.Phrase.ToUpperInvariant()} 7pm"])
            {
                var read = WhenReader.Read(text, Context, day.Language);
                Assert.True(read.Reading is { } reading && reading.Start.Local.Date == new LocalDate(2026, 5, 4).Next(day.Meaning), text);
            }
        }
    }

    [Theory]
    [InlineData("", nameof(WhenProblem.NoDate))]
    [InlineData("7am", nameof(WhenProblem.NoDate))]
    [InlineData("31 May", nameof(WhenProblem.NoTime))]
    [InlineData("31 June 7am", nameof(WhenProblem.Impossible))]
    [InlineData("31 May 25:00", nameof(WhenProblem.Impossible))]
    [InlineData("Saturday morning 20:00", nameof(WhenProblem.Impossible))]
    [InlineData("6/5 7am", nameof(WhenProblem.Unclear))]
    [InlineData("Monday 9am", nameof(WhenProblem.Unclear))]
    [InlineData("Saturday 10 May 9am", nameof(WhenProblem.Disagree))]
    [InlineData("tomorrow Friday 9am", nameof(WhenProblem.Disagree))]
    [InlineData("1 May 9am", nameof(WhenProblem.NextTime))]
    [InlineData("sometime 7am", nameof(WhenProblem.Unknown))]
    [InlineData("31 May 7am 8am", nameof(WhenProblem.Unknown))]
    [InlineData("4 May 7am", nameof(WhenProblem.Past))]
    [InlineData("4 May 2226 7am", nameof(WhenProblem.TooFar))]
    [InlineData("14 March 2027 2:30am", nameof(WhenProblem.Skipped))]
    [InlineData("1 November 1:30am", nameof(WhenProblem.Twice))]
    [InlineData("5 July 6pm EST", nameof(WhenProblem.WrongSeason))]
    [InlineData("5 July 6pm ET / 4pm PT", nameof(WhenProblem.ZonesDisagree))]
    [InlineData("5 July 4pm-2pm", nameof(WhenProblem.EndsEarlier))]
    [InlineData("from 5 July 6pm to 4 July 2am", nameof(WhenProblem.EndsEarlier))]
    [InlineData("5-6 July 10am", nameof(WhenProblem.SeveralDays))]
    [InlineData("every Monday and Tuesday 6pm", nameof(WhenProblem.SeveralWeekdays))]
    [InlineData("every day 6pm", nameof(WhenProblem.Daily))]
    public void A_time_that_cannot_be_used_says_why_in_one_sentence(string text, string problem)
    {
        var read = WhenReader.Read(text, Context, Language.English);

        Assert.Equal(problem, read.Problem?.ToString());
        foreach (var language in LanguageNames.All)
            Assert.DoesNotContain("{", WhenProblems.Write(read, Context.Zone, language), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("31 May 7am america/lima", "America/Lima", "2026-05-31T12:00:00Z")]
    [InlineData("31 May 7am UTC", "UTC", "2026-05-31T07:00:00Z")]
    [InlineData("Asia/Kathmandu 31 May 7am", "Asia/Kathmandu", "2026-05-31T01:15:00Z")]
    [InlineData("31 May 7am UTC-3", "Etc/GMT+3", "2026-05-31T10:00:00Z")]
    [InlineData("31 May 7am UTC-4", "America/Toronto", "2026-05-31T11:00:00Z")]
    [InlineData("31 May 7am ET", "America/Toronto", "2026-05-31T11:00:00Z")]
    [InlineData("31 mai 7h heure de Berlin", "Europe/Berlin", "2026-05-31T05:00:00Z")]
    [InlineData("31 de mayo 7am Perú", "America/Lima", "2026-05-31T12:00:00Z")]
    [InlineData("31 May 7pm ET / 4pm PT", "America/Toronto", "2026-05-31T23:00:00Z")]
    public void A_zone_is_read_by_its_name_offset_abbreviation_or_city(string text, string zone, string instant)
    {
        var start = WhenReader.Read(text, Context, Language.English).Reading!.Start;

        Assert.Equal(zone, start.Zone.Id);
        Assert.Equal(DateTime.Parse(instant, null, System.Globalization.DateTimeStyles.AdjustToUniversal), start.Utc);
    }

    [Theory]
    [InlineData("mar 5 7pm", Language.English, "2027-03-05T19:00")]
    [InlineData("mar 5 7pm", Language.French, "2026-05-05T19:00")]
    [InlineData("5/31 7:30", Language.English, "2026-05-31T07:30 2026-05-31T19:30")]
    [InlineData("5/31 7:30", Language.French, "2026-05-31T07:30")]
    public void The_writers_language_decides_between_meanings(string text, Language language, string readings) =>
        Assert.Equal(readings, string.Join(' ', WhenReader.Read(text, Context, language).Readings.Select(reading => reading.Start.Written)));

    [Theory]
    [InlineData("Friday at midnight", "Fri 8 May 2026, 00:00 (Thursday night) | Sat 9 May 2026, 00:00 (Friday night)")]
    [InlineData("1 November 1:30am", "Sun 1 Nov 2026, 01:30 (UTC−4) | Sun 1 Nov 2026, 01:30 (UTC−5)")]
    [InlineData("Saturday 2-4", "Sat 9 May 2026, 02:00–04:00 | Sat 9 May 2026, 14:00–16:00")]
    [InlineData("le samedi 14h", "Sat 9 May 2026, 14:00 | Sat 9 May 2026, 14:00, every Saturday")]
    public void Readings_to_choose_from_can_be_told_apart(string text, string labels) =>
        Assert.Equal(labels, string.Join(" | ", WhenReader.Read(text, Context, Language.English).Readings.Select(r => ReadingLabel.Write(r, Language.English, Context.Zone))));

    [Fact]
    public void Any_text_is_read_without_an_exception() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text => WhenReader.Read(text ?? "", Context, Language.French) is not null).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_sequence_of_words_of_dates_is_read_without_an_exception()
    {
        string[] words =
        [
            "every", "first", "last", "next", "this", "Monday", "lundi", "sábado", "mar", "May", "2027", "31", "5", "3/4", "2-4", "7pm", "19h", "noon", "midnight",
            "at", "a las", "de", "le", "el", "to", "until", "for", "hours", "weeks", "in", "EST", "UTC-3", "heure de", "Paris", ",", "-", "(", "of the month", "second", "times",
        ];
        var texts = Gen.Elements(words).ListOf().Select(chosen => string.Join(' ', chosen)).ToArbitrary();

        Prop.ForAll(texts, text => WhenReader.Read(text, Context, Language.Spanish) is { } read && (read.Problem is not null || read.Readings.Count == 1))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Series_keep_the_time_by_the_clock_when_the_clocks_change()
    {
        var start = WhenReader.Read("25 October 9:00", Context, Language.English).Reading!.Start;

        Assert.Equal(new DateTime(2026, 10, 25, 13, 0, 0, DateTimeKind.Utc), start.Utc);
        Assert.Equal(new DateTime(2026, 11, 1, 14, 0, 0, DateTimeKind.Utc), start.PlusDays(7).Utc);
    }

    [Theory]
    [InlineData("every other Tuesday 7pm", "2026-05-05 2026-05-19 2026-06-02", "Tuesday, every 2 weeks")]
    [InlineData("first Sunday of every month 2pm", "2026-06-07 2026-07-05 2026-08-02", "on the first Sunday of every month")]
    [InlineData("last Friday of every month 2pm", "2026-05-29 2026-06-26 2026-07-31", "on the last Friday of every month")]
    [InlineData("every month on the 31st at 7pm", "2026-05-31 2026-07-31 2026-08-31", "on day 31 of every month")]
    [InlineData("every 3 months on the 5th at 7pm", "2026-05-05 2026-08-05 2026-11-05", "on day 5, every 3 months")]
    [InlineData("every Monday 7pm, 2 times", "2026-05-04 2026-05-11", "every Monday, 2 times")]
    [InlineData("every Monday 7pm until 20 May", "2026-05-04 2026-05-11 2026-05-18", "every Monday, until 20 May 2026")]
    public void A_series_has_its_days_and_says_how_it_repeats(string text, string days, string words)
    {
        var reading = WhenReader.Read(text, Context, Language.English).Reading!;

        Assert.Equal(days, string.Join(' ', reading.Repeats!.Days(reading.Start.Local.Date).Take(3).Select(day => day.ToString("uuuu-MM-dd", null))));
        Assert.Equal(words, RepetitionText.Write(reading.Repeats, Language.English));
    }
}
