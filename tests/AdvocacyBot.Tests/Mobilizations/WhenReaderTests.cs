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

    [Theory]
    [InlineData("31 May 7am", "2026-05-31T07:00")]
    [InlineData("May 31 7am", "2026-05-31T07:00")]
    [InlineData("May 31st, 2026 at 7:30 pm", "2026-05-31T19:30")]
    [InlineData("31 mai 7h", "2026-05-31T07:00")]
    [InlineData("1er juin à 19 h 30", "2026-06-01T19:30")]
    [InlineData("le samedi 18h30", "2026-05-09T18:30")]
    [InlineData("samedi prochain à 9h", "2026-05-09T09:00")]
    [InlineData("demain à midi", "2026-05-05T12:00")]
    [InlineData("aujourd’hui 20h", "2026-05-04T20:00")]
    [InlineData("après-demain 7 h du soir", "2026-05-06T19:00")]
    [InlineData("31 de mayo de 2026 a las 7:00", "2026-05-31T07:00")]
    [InlineData("mañana 18:00", "2026-05-05T18:00")]
    [InlineData("mañana a las 7 de la mañana", "2026-05-05T07:00")]
    [InlineData("pasado mañana a las 8 de la tarde", "2026-05-06T20:00")]
    [InlineData("el sábado a las 10 a. m.", "2026-05-09T10:00")]
    [InlineData("tomorrow 18:00", "2026-05-05T18:00")]
    [InlineData("next Monday 9am", "2026-05-11T09:00")]
    [InlineData("Monday 9am", "2026-05-04T09:00")]
    [InlineData("2026-12-24 17:00", "2026-12-24T17:00")]
    [InlineData("24/12 17:00", "2026-12-24T17:00")]
    [InlineData("12/24/2026 5pm", "2026-12-24T17:00")]
    [InlineData("5/5 12:00", "2026-05-05T12:00")]
    [InlineData("12am 6 May", "2026-05-06T00:00")]
    [InlineData("3 January 9:00", "2027-01-03T09:00")]
    [InlineData("29 February 2028 9:00", "2028-02-29T09:00")]
    public void Dates_and_times_are_read_as_people_write_them(string text, string expected)
    {
        var read = WhenReader.Read(text, Context);

        Assert.Null(read.Problem);
        Assert.Equal(expected, read.Start!.Written);
        Assert.Equal("America/Toronto", read.Start.Zone.Id);
    }

    [Theory]
    [InlineData("31 May 7am america/lima", "America/Lima", "2026-05-31T12:00:00Z")]
    [InlineData("31 May 7am UTC", "UTC", "2026-05-31T07:00:00Z")]
    [InlineData("Asia/Kathmandu 31 May 7am", "Asia/Kathmandu", "2026-05-31T01:15:00Z")]
    public void A_zone_is_named_by_its_iana_name(string text, string zone, string instant)
    {
        var read = WhenReader.Read(text, Context);

        Assert.Equal(zone, read.Start!.Zone.Id);
        Assert.Equal(DateTime.Parse(instant, null, System.Globalization.DateTimeStyles.AdjustToUniversal), read.Start.Utc);
    }

    [Theory]
    [InlineData("31 May 7am-9am", 120)]
    [InlineData("31 mai 7h–9h30", 150)]
    [InlineData("31 May 22:00 to 1:00", 180)]
    [InlineData("31 de mayo 18:00 hasta 20:00", 120)]
    public void An_end_gives_how_long_it_lasts(string text, int minutes) =>
        Assert.Equal(Duration.FromMinutes(minutes), WhenReader.Read(text, Context).Lasts);

    [Theory]
    [InlineData("", nameof(WhenProblem.NoDate))]
    [InlineData("7am", nameof(WhenProblem.NoDate))]
    [InlineData("31 May", nameof(WhenProblem.NoTime))]
    [InlineData("31 June 7am", nameof(WhenProblem.Impossible))]
    [InlineData("31 May 25:00", nameof(WhenProblem.Impossible))]
    [InlineData("29 February 2027 9:00", nameof(WhenProblem.Impossible))]
    [InlineData("4/5 7am", nameof(WhenProblem.Unclear))]
    [InlineData("sometime 7am", nameof(WhenProblem.Unknown))]
    [InlineData("31 May 7am 8am", nameof(WhenProblem.Unknown))]
    [InlineData("4 May 7am", nameof(WhenProblem.Past))]
    [InlineData("14 March 2027 2:30", nameof(WhenProblem.Skipped))]
    [InlineData("1 November 1:30", nameof(WhenProblem.Twice))]
    public void What_cannot_be_used_says_why(string text, string problem) =>
        Assert.Equal(problem, WhenReader.Read(text, Context).Problem.ToString());

    [Fact]
    public void Any_text_is_read_without_an_exception() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text => WhenReader.Read(text ?? "", Context) is not null).QuickCheckThrowOnFailure();

    [Fact]
    public void Series_keep_the_time_by_the_clock_over_a_change_of_clocks()
    {
        var start = WhenReader.Read("25 October 9:00", Context).Start!;

        Assert.Equal(new DateTime(2026, 10, 25, 13, 0, 0, DateTimeKind.Utc), start.Utc);
        Assert.Equal(new DateTime(2026, 11, 1, 14, 0, 0, DateTimeKind.Utc), start.PlusDays(7).Utc);
    }
}
