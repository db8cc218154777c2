using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>
/// Finds every way in which a whole text can be read as clues about when, in any order. The work is bounded, because the text
/// is anybody's.
/// </summary>
internal sealed class WhenGrammar(TokenList tokens, IDateTimeZoneProvider zones)
{
    private const int MaxTokens = 60;
    private const int MaxSteps = 20_000;
    private readonly Dictionary<int, List<WordMatch<IReadOnlyList<Clue>>>> items = [];
    private int steps;

    /// <summary>Index of the first token that no reading gets past.</summary>
    public int Furthest { get; private set; }

    public IReadOnlyList<Clues> Readings() => tokens.Count is 0 or > MaxTokens ? [] : [.. From(0, Clues.None).Distinct()];

    private IEnumerable<Clues> From(int at, Clues clues)
    {
        Furthest = Math.Max(Furthest, at);
        if (at == tokens.Count)
        {
            yield return clues;
            yield break;
        }

        foreach (var item in Items(at))
        {
            if (++steps > MaxSteps || Add(clues, item) is not { } more)
                continue;
            foreach (var reading in From(item.Next, more))
                yield return reading;
        }
    }

    private static Clues? Add(Clues clues, WordMatch<IReadOnlyList<Clue>> item)
    {
        var more = clues with { Languages = clues.Languages & item.Languages };
        foreach (var clue in item.Meaning)
        {
            if (more?.With(clue, item.Languages) is not { } next)
                return null;
            more = next;
        }

        return more;
    }

    private List<WordMatch<IReadOnlyList<Clue>>> Items(int at)
    {
        if (!items.TryGetValue(at, out var found))
        {
            found =
            [
                .. Skipped(at), .. Days(at), .. SeveralDays(at), .. Parts(at), .. Times(at), .. AlsoTimes(at), .. IsoTimes(at), .. Ends(at),
                .. LengthGrammar.Elapsed(tokens, at).Select(span => One(new Elapsed(span.Meaning), span.Languages, span.Next)),
                .. LengthGrammar.Lasting(tokens, at).Select(span => One(new Lasts(span.Meaning), span.Languages, span.Next)),
                .. ZoneGrammar.At(tokens, at, zones).Select(zone => One(zone.Meaning, zone.Languages, zone.Next)),
                .. RepeatGrammar.At(tokens, at),
                .. RepeatGrammar.EndAt(tokens, at).Select(end => One(end.Meaning, end.Languages, end.Next)),
                .. DateWords.Occurrence.At(tokens, at).Select(word => One(new OccurrenceClue(word.Meaning == 2), word.Languages, word.Next)),
            ];
            items.Add(at, found);
        }

        return found;
    }

    /// <summary>Signs between the parts, and labels such as "Date:".</summary>
    private IEnumerable<WordMatch<IReadOnlyList<Clue>>> Skipped(int at)
    {
        if (tokens[at] is { Kind: TokenKind.Sign, Text: "," or ";" or "(" or ")" or "[" or "]" or "|" or "·" or "•" or "." })
            yield return None(at + 1);
        if (tokens[at].IsSign('-') && !(tokens.IsGlued(at) && tokens.IsGlued(at + 1)))
            yield return None(at + 1);
        foreach (var open in DateWords.OpenEnd.At(tokens, at))
            yield return new WordMatch<IReadOnlyList<Clue>>([], open.Languages, open.Next);
        foreach (var label in DateWords.Labels.At(tokens, at))
        {
            if (tokens.At(label.Next) is { } colon && colon.IsSign(':'))
                yield return None(label.Next + 1);
        }
    }

    private IEnumerable<WordMatch<IReadOnlyList<Clue>>> Days(int at)
    {
        foreach (var day in DayGrammar.At(tokens, at))
        {
            yield return One(day.Meaning, day.Languages, day.Next);
            if (day.Meaning is not Weekday)
                continue;
            foreach (var date in DayGrammar.AfterWeekday(tokens, day.Next))
                yield return new WordMatch<IReadOnlyList<Clue>>([day.Meaning, date.Meaning], day.Languages & date.Languages, date.Next);
        }

        foreach (var month in DayGrammar.MonthOnly(tokens, at))
            yield return One(month.Meaning, month.Languages, month.Next);
        foreach (var vague in DateWords.VagueDays.At(tokens, at))
            yield return One(new Refusal(WhenProblem.NoDate), vague.Languages, vague.Next);
    }

    /// <summary>"5-6 December", "lunes a viernes", "Saturday and Sunday": an action takes place on one day, or says its end.</summary>
    private IEnumerable<WordMatch<IReadOnlyList<Clue>>> SeveralDays(int at)
    {
        var start = tokens[at].Text is "les" or "los" ? at + 1 : at;
        foreach (var first in DayGrammar.At(tokens, start).Concat(DayNumber(start)))
        {
            var to = DateWords.ToDay.At(tokens, first.Next).ToList();
            if (tokens.At(first.Next) is { Kind: TokenKind.Sign, Text: "-" or "&" })
                to.Add(new WordMatch<Unit>(default, LanguageSet.All, first.Next + 1));
            foreach (var separator in to)
            {
                foreach (var last in DayGrammar.At(tokens, separator.Next).Concat(DayNumber(separator.Next)))
                {
                    if (first.Meaning is not DayOfMonth || last.Meaning is not DayOfMonth)
                        yield return One(new Refusal(WhenProblem.SeveralDays), first.Languages & separator.Languages & last.Languages, last.Next);
                }
            }
        }
    }

    private IEnumerable<WordMatch<DayClue>> DayNumber(int at)
    {
        if (at < tokens.Count && tokens[at] is { Kind: TokenKind.Number, Text.Length: <= 2 } number)
            yield return new WordMatch<DayClue>(new DayOfMonth(number.Value), LanguageSet.All, at + 1);
    }

    private IEnumerable<WordMatch<IReadOnlyList<Clue>>> Parts(int at)
    {
        foreach (var part in ClockWords.AfterDay.At(tokens, at).Concat(ClockWords.AfterHour.At(tokens, at)))
            yield return One(new PartClue(part.Meaning), part.Languages, part.Next);
        foreach (var today in ClockWords.Today.At(tokens, at))
            yield return new WordMatch<IReadOnlyList<Clue>>([new DaysAway(0), new PartClue(today.Meaning)], today.Languages, today.Next);
    }

    private IEnumerable<WordMatch<IReadOnlyList<Clue>>> Times(int at)
    {
        foreach (var range in ClockGrammar.RangeAt(tokens, at).Where(range => !IsDateAndTime(at, range)))
            yield return One(new TimeClue(range.Meaning, null, IsAnnounced: true), range.Languages, range.Next);
        foreach (var time in ClockGrammar.TimeAt(tokens, at))
            yield return One(new TimeClue(null, time.Meaning, IsAnnounced: false), time.Languages, time.Next);
        foreach (var prefix in TimePrefixes(at))
        {
            foreach (var time in ClockGrammar.TimeAt(tokens, prefix.Next))
                yield return One(new TimeClue(null, time.Meaning, IsAnnounced: true), prefix.Languages & time.Languages, time.Next);
            foreach (var range in ClockGrammar.RangeAt(tokens, prefix.Next))
                yield return One(new TimeClue(range.Meaning, null, IsAnnounced: true), prefix.Languages & range.Languages, range.Next);
        }
    }

    /// <summary>French "samedi 6 à 14h" is the 6th at 14:00; from 6:00 to 14:00 would be "de 6 à 14h".</summary>
    private bool IsDateAndTime(int at, WordMatch<ClockRange> range)
    {
        var day = at > 1 && tokens[at - 1].IsSign('.') ? at - 2 : at - 1;
        return day >= 0 && tokens[at].Kind == TokenKind.Number && tokens.At(at + 1) is { } to && to.IsWord("a")
            && range.Meaning.From is { Form: ClockForm.Bare, Part: null } && range.Languages.HasFlag(LanguageSet.French)
            && CalendarWords.Weekdays.At(tokens, day).Any(weekday => weekday.Next == day + 1 && weekday.Languages.HasFlag(LanguageSet.French));
    }

    /// <summary>"/ 4pm PT" after a time with a zone.</summary>
    private IEnumerable<WordMatch<IReadOnlyList<Clue>>> AlsoTimes(int at)
    {
        foreach (var time in ClockGrammar.TimeAt(tokens, tokens[at].IsSign('/') || tokens[at].IsSign('=') ? at + 1 : at))
        {
            foreach (var zone in ZoneGrammar.At(tokens, time.Next, zones))
                yield return One(new AlsoClue(time.Meaning, (ZoneClue)zone.Meaning), time.Languages & zone.Languages, zone.Next);
        }
    }

    private IEnumerable<WordMatch<Unit>> TimePrefixes(int at) =>
        tokens[at].IsSign('@') ? [new WordMatch<Unit>(default, LanguageSet.All, at + 1)] : DateWords.At.At(tokens, at);

    /// <summary>"T17:00", "T17:00:00Z", "T17:00-05:00" after a date.</summary>
    private IEnumerable<WordMatch<IReadOnlyList<Clue>>> IsoTimes(int at)
    {
        if (!tokens[at].IsWord("t") || !tokens.IsGlued(at) || !tokens.IsGlued(at + 1))
            yield break;

        foreach (var time in ClockGrammar.TimeAt(tokens, at + 1))
        {
            var clue = new TimeClue(null, time.Meaning with { Form = ClockForm.TwentyFour }, IsAnnounced: true);
            yield return One(clue, time.Languages, time.Next);
            foreach (var zone in ZoneGrammar.AfterIsoTime(tokens, time.Next))
                yield return new WordMatch<IReadOnlyList<Clue>>([clue, zone.Meaning], LanguageSet.All, zone.Next);
        }
    }

    /// <summary>The end on another day: "to 6 December 2am", "hasta las 2 del 6 de diciembre".</summary>
    private IEnumerable<WordMatch<IReadOnlyList<Clue>>> Ends(int at)
    {
        var starts = DateWords.ToDay.At(tokens, at).ToList();
        if (tokens[at].IsSign('-'))
            starts.Add(new WordMatch<Unit>(default, LanguageSet.All, at + 1));
        foreach (var start in starts)
        {
            foreach (var day in DayGrammar.At(tokens, start.Next))
            {
                foreach (var prefix in Optional(day.Next))
                {
                    foreach (var time in ClockGrammar.TimeAt(tokens, prefix.Next))
                        yield return One(new EndClue(day.Meaning, time.Meaning), start.Languages & day.Languages & prefix.Languages & time.Languages, time.Next);
                }
            }
        }
    }

    private IEnumerable<WordMatch<Unit>> Optional(int at)
    {
        yield return new WordMatch<Unit>(default, LanguageSet.All, at);
        if (at >= tokens.Count)
            yield break;
        if (tokens[at].IsSign(','))
            yield return new WordMatch<Unit>(default, LanguageSet.All, at + 1);
        foreach (var prefix in TimePrefixes(at))
            yield return prefix;
    }

    private static WordMatch<IReadOnlyList<Clue>> None(int next) => new([], LanguageSet.All, next);

    private static WordMatch<IReadOnlyList<Clue>> One(Clue clue, LanguageSet languages, int next) => new([clue], languages, next);
}
