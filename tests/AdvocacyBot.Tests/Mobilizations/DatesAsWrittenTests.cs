using System.Globalization;
using System.Text.Json;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Times;
using NodaTime;
using NodaTime.Text;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>Dates as people write them in three languages, each with its decided reading, in Samples/dates*.jsonl.</summary>
public sealed class DatesAsWrittenTests
{
    public static TheoryData<string> Accepted { get; } = Lines("dates.jsonl");

    /// <summary>A hundred of each language, in the kinds in which people write dates: with a weekday, with dots, as ranges, lengths, from now on, in zones.</summary>
    public static TheoryData<string> OfEachKind { get; } = Lines("dates-kinds.jsonl");

    /// <summary>Written to compare parsers, and decided before any of them read them. Holding back where a time was expected is a miss, not a mistake.</summary>
    public static TheoryData<string> Fresh { get; } = Lines("dates-fresh.jsonl");

    public static TheoryData<string> Decided { get; } = Lines("dates-more.jsonl");

    /// <summary><c>accept</c> holds the times that are right; "ask" allows a question or a refusal.</summary>
    [Theory, MemberData(nameof(Accepted)), MemberData(nameof(OfEachKind))]
    public void A_date_is_read_as_one_of_its_accepted_times(string line)
    {
        var written = JsonSerializer.Deserialize<WrittenDate>(line, JsonSerializerOptions.Web)!;

        var read = Read(written);

        Assert.Contains(read.Reading?.Start.Written ?? "ask", written.Accept!);
        if (read.Reading is { } reading)
            AssertDetails(written, reading);
    }

    [Theory, MemberData(nameof(Fresh))]
    public void A_date_is_never_read_as_another_time(string line)
    {
        var written = JsonSerializer.Deserialize<WrittenDate>(line, JsonSerializerOptions.Web)!;

        if (Read(written).Reading is { } reading)
        {
            Assert.Contains(reading.Start.Written, written.Accept!);
            Assert.True(written.End is null || reading.End?.Local.ToString("HH:mm", CultureInfo.InvariantCulture) == written.End, $"ends {reading.End?.Written}");
        }
    }

    [Theory, MemberData(nameof(Decided))]
    public void A_date_is_read_asked_about_or_refused_as_decided(string line)
    {
        var written = JsonSerializer.Deserialize<WrittenDate>(line, JsonSerializerOptions.Web)!;

        var read = Read(written);

        Assert.Equal(written.Outcome, read.Reading is not null ? "read" : read.IsQuestion ? "ask" : "refuse");
        Assert.Equal(written.Readings ?? (written.Start is null ? [] : [written.Start]), read.Readings.Select(reading => reading.Start.Written));
        if (read.Reading is { } reading)
            AssertDetails(written, reading);
    }

    private static void AssertDetails(WrittenDate written, WhenReading reading)
    {
        var end = written.End is { Length: 5 } clock ? reading.End?.Local.ToString("HH:mm", CultureInfo.InvariantCulture) == clock : reading.End?.Written == written.End;
        Assert.True(written.End is null || end, $"ends {reading.End?.Written}");
        if (written.Utc is { } utc)
            Assert.Equal(utc, reading.Start.Utc.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        Assert.Equal(written.Repeats, reading.Repeats?.ToString());
    }

    private static WhenRead Read(WrittenDate written) => WhenReader.Read(
        written.In,
        new WhenContext(InstantPattern.General.Parse(written.Now).Value, DateTimeZoneProviders.Tzdb[written.Zone], DateTimeZoneProviders.Tzdb),
        LanguageNames.FromLocale(written.Lang)!.Value);

    private static TheoryData<string> Lines(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Mobilizations", "Samples", file))];

    private sealed record WrittenDate(
        string In, string Lang, string Now, string Zone, string[]? Accept, string? Outcome, string? Start, string? End, string? Utc, string? Repeats, string[]? Readings);
}
