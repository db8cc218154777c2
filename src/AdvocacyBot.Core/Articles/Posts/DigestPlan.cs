using System.Globalization;
using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>When a channel gets its articles gathered: <c>daily 09:00</c>, <c>weekly 1 09:00</c> (Monday is 1), in its own zone. Pure.</summary>
/// <param name="Day">The day of the week; null for every day.</param>
/// <param name="At">The time of day.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct DigestPlan(IsoDayOfWeek? Day, TimeOnly At)
{
    public static DigestPlan? Read(string? text)
    {
        var tokens = new TokenList(text ?? "");
        return CalendarWords.Frequencies.LongestAt(tokens, 0) switch
        {
            { Meaning: Frequency.Daily } daily when TimeFrom(tokens, daily.Next) is { } time => new DigestPlan(null, time),
            { Meaning: Frequency.Weekly } weekly when DayAt(tokens, weekly.Next) is var (day, next) && TimeFrom(tokens, next) is { } time =>
                new DigestPlan(day, time),
            _ => Loose(tokens),
        };
    }

    /// <summary>Words around a frequency, a weekday and a time that say nothing more: "every Monday at 9", "chaque lundi 9h".</summary>
    private static readonly HashSet<string> Around = new(StringComparer.Ordinal)
    {
        "every", "each", "on", "at", "weekly", "chaque", "tous", "le", "les", "a", "cada", "el", "los", "la", "las", "todos", "todas", "hebdomadaire", "semanal", "semanalmente",
    };

    /// <summary>Frequency, weekday and time in any order.</summary>
    private static DigestPlan? Loose(TokenList tokens)
    {
        IsoDayOfWeek? day = null;
        var isDaily = false;
        var rest = new List<string>();
        for (var at = 0; at < tokens.Count;)
        {
            if (CalendarWords.Frequencies.LongestAt(tokens, at) is { Meaning: Frequency.Daily or Frequency.Weekly } frequency)
                (isDaily, at) = (isDaily || frequency.Meaning == Frequency.Daily, frequency.Next);
            else if ((CalendarWords.WeekdayPlurals.LongestAt(tokens, at) ?? CalendarWords.Weekdays.LongestAt(tokens, at)) is { } named && day is null)
                (day, at) = (named.Meaning, named.Next);
            else if (tokens[at] is { Kind: not TokenKind.Sign } word && Around.Contains(word.Text) && rest.Count == 0)
                at++;
            else if (tokens[at].Kind == TokenKind.Sign && tokens[at].Text is "," or ";")
                at++;
            else
                rest.Add((tokens.IsGlued(at) || rest.Count == 0 ? "" : " ") + tokens.Text[tokens[at].Start..tokens[at++].End]);
        }

        return isDaily == day is null && isDaily | day is not null && ClockText.Read(string.Concat(rest)) is { } time ? new DigestPlan(day, time.ToTimeOnly()) : null;
    }

    /// <summary>A weekday by its name, or by its number from 1 for Monday.</summary>
    private static (IsoDayOfWeek Day, int Next)? DayAt(TokenList tokens, int at) =>
        CalendarWords.Weekdays.LongestAt(tokens, at) is { } named ? (named.Meaning, named.Next)
        : tokens.At(at) is { Kind: TokenKind.Number, Value: >= 1 and <= 7 } number ? ((IsoDayOfWeek)number.Value, at + 1)
        : null;

    private static TimeOnly? TimeFrom(TokenList tokens, int at)
    {
        var start = ClockWords.At.LongestAt(tokens, at)?.Next ?? at;
        return tokens.At(start) is { } first ? ClockText.Read(tokens.Text[first.Start..])?.ToTimeOnly() : null;
    }

    public override string ToString() => Day is { } day
        ? string.Create(CultureInfo.InvariantCulture, $"weekly {(int)day} {At:HH\\:mm}")
        : string.Create(CultureInfo.InvariantCulture, $"daily {At:HH\\:mm}");

    /// <summary>The first time after an instant at which it is due; both UTC.</summary>
    public DateTime Next(DateTime utc, DateTimeZone zone)
    {
        var after = Instant.FromDateTimeUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
        var date = after.InZone(zone).Date;
        for (var days = 0; ; days++)
        {
            var day = date.PlusDays(days);
            if (Day is { } only && day.DayOfWeek != only)
                continue;
            var due = zone.AtLeniently(day + new LocalTime(At.Hour, At.Minute)).ToInstant();
            if (due > after)
                return due.ToDateTimeUtc();
        }
    }
}
