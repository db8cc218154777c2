using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Times;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>How an announcement would be read. Times are local, such as 2027-05-31T07:00.</summary>
/// <param name="Outcome">read, ask or refuse.</param>
public sealed record AnnouncementOutcome(string Outcome)
{
    public string? Title { get; init; }

    public string? Start { get; init; }

    public string? End { get; init; }

    /// <summary>The IANA zone of the start.</summary>
    public string? Zone { get; init; }

    public string? Place { get; init; }

    /// <summary>A series as an iCalendar RRULE.</summary>
    public string? Repeats { get; init; }

    /// <summary>The starts that the organizer would be asked to choose from; with the offset from UTC if they differ in nothing else.</summary>
    public IReadOnlyList<string> Readings { get; init; } = [];

    /// <summary>Why it is asked about or refused, in one sentence.</summary>
    public string? Problem { get; init; }
}

/// <summary>Reads announcements without a database, and publishes nothing. Pure.</summary>
public static class AnnouncementDryRun
{
    private static readonly IReadOnlySet<string> CommandWords =
        LanguageNames.All.Select(language => Folding.Fold(AnnounceCommand.Spec.NameIn(language))).ToHashSet(StringComparer.Ordinal);

    /// <param name="line">An announcement with or without the command word; or a date and time alone, without quotation marks.</param>
    /// <param name="language">The language of an answer, and of words that two languages share.</param>
    /// <param name="now">When it is written, UTC.</param>
    /// <param name="zone">An IANA zone.</param>
    /// <exception cref="StartupException">There is no such zone.</exception>
    public static AnnouncementOutcome Read(string line, Language language, DateTime now, string zone)
    {
        var zones = DateTimeZoneProviders.Tzdb;
        var home = zones.GetZoneOrNull(zone) ?? throw new StartupException($"There is no time zone \"{zone}\". Write it like America/Toronto.");
        var context = new WhenContext(Instant.FromDateTimeUtc(now), home, zones);
        var text = WithoutCommand(SafeText.Clean(line).Trim());
        if (!Words.Split(text).Any(word => word.Quoted))
            return OutcomeOf(new Dictionary<string, string>(StringComparer.Ordinal), WhenReader.Read(text, context, language), home, language);

        var sentence = AnnounceSentence.Read(text, language);
        if (sentence.Problem is { } wrong)
            return new AnnouncementOutcome("refuse") { Problem = wrong };
        var read = AnnouncementReader.Read(sentence.Options, language, context);
        return read.Problem is { } problem
            ? new AnnouncementOutcome("refuse") { Title = sentence.Options.GetValueOrDefault(AnnounceOptions.Title), Place = sentence.Options.GetValueOrDefault(AnnounceOptions.Place), Problem = problem }
            : OutcomeOf(sentence.Options, read.When!, home, language);
    }

    private static AnnouncementOutcome OutcomeOf(IReadOnlyDictionary<string, string> options, WhenRead when, DateTimeZone home, Language language) =>
        new(when.Reading is not null ? "read" : when.IsQuestion ? "ask" : "refuse")
        {
            Title = options.GetValueOrDefault(AnnounceOptions.Title),
            Place = options.GetValueOrDefault(AnnounceOptions.Place),
            Start = when.Reading?.Start.Written,
            End = when.Reading?.End?.Written,
            Zone = when.Reading?.Start.Zone.Id,
            Repeats = when.Reading?.Repeats?.ToString(),
            Readings = when.IsQuestion ? Distinct(when.Readings) : [],
            Problem = when.Problem is null ? null : WhenProblems.Write(when, home, language),
        };

    private static IReadOnlyList<string> Distinct(IReadOnlyList<WhenReading> readings)
    {
        var isDistinct = readings.Select(reading => reading.Start.Written).Distinct(StringComparer.Ordinal).Count() == readings.Count;
        return [.. readings.Select(reading => isDistinct ? reading.Start.Written : Full(reading))];
    }

    private static string Full(WhenReading reading)
    {
        var offset = reading.Start.Local.ToDateTimeUnspecified() - reading.Start.Utc;
        var sign = offset < TimeSpan.Zero ? "-" : "+";
        var start = reading.Start.Written + sign + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);
        return reading.Repeats is { } repeats ? $"{start} {repeats}" : start;
    }

    private static string WithoutCommand(string text)
    {
        var rest = text.TrimStart('!', '/');
        var end = rest.IndexOf(' ', StringComparison.Ordinal);
        return end > 0 && CommandWords.Contains(Folding.Fold(rest[..end])) ? rest[end..].Trim() : text;
    }
}
