using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>Reads a day at a token: "31 May", "3/4", "the 5th", "next Friday", "first Sunday of next month", "in 2 weeks". Pure.</summary>
internal static class DayGrammar
{
    /// <summary>A day with or without an article or preposition in front.</summary>
    public static IEnumerable<WordMatch<DayClue>> At(TokenList tokens, int at)
    {
        foreach (var day in Bare(tokens, at, isAnnounced: false))
            yield return day;
        foreach (var on in DateWords.On.At(tokens, at))
        {
            foreach (var day in Bare(tokens, on.Next, isAnnounced: true))
                yield return day with { Languages = day.Languages & on.Languages };
        }
    }

    /// <summary>The day of the month in "Saturday 5"; only after a weekday.</summary>
    public static IEnumerable<WordMatch<DayClue>> AfterWeekday(TokenList tokens, int at)
    {
        if (tokens.At(at) is { Kind: TokenKind.Number, Text.Length: <= 2 } number)
            yield return Day(new DayOfMonth(number.Value), LanguageSet.All, at + 1);
    }

    /// <summary>A month alone, with or without a year.</summary>
    public static IEnumerable<WordMatch<Clue>> MonthOnly(TokenList tokens, int at)
    {
        foreach (var month in CalendarWords.Months.At(tokens, at))
        {
            foreach (var year in YearOrNone(tokens, month.Next))
                yield return new WordMatch<Clue>(new Refusal(WhenProblem.NoDate), month.Languages, year.Next);
        }
    }

    public static IEnumerable<WordMatch<Weekday>> WeekdayAt(TokenList tokens, int at)
    {
        foreach (var before in DateWords.BeforeWeekday.At(tokens, at).Append(new WordMatch<Which>(Which.Plain, LanguageSet.All, at)))
        {
            foreach (var day in CalendarWords.Weekdays.At(tokens, before.Next))
            {
                var languages = before.Languages & day.Languages;
                yield return new WordMatch<Weekday>(new Weekday(day.Meaning, before.Meaning), languages, day.Next);
                if (before.Meaning is not (Which.Plain or Which.This))
                    continue;
                foreach (var after in DateWords.AfterWeekday.At(tokens, day.Next))
                    yield return new WordMatch<Weekday>(new Weekday(day.Meaning, after.Meaning), languages & after.Languages, after.Next);
            }
        }
    }

    private static IEnumerable<WordMatch<DayClue>> Bare(TokenList tokens, int at, bool isAnnounced) =>
        Iso(tokens, at)
            .Concat(Numeric(tokens, at))
            .Concat(DayThenMonth(tokens, at))
            .Concat(MonthThenDay(tokens, at))
            .Concat(Relative(tokens, at))
            .Concat(WeekdayAt(tokens, at).Select(day => Day(day.Meaning, day.Languages, day.Next)))
            .Concat(Nth(tokens, at))
            .Concat(After(tokens, at))
            .Concat(Alone(tokens, at, isAnnounced));

    /// <summary>Year, month, day: "2027-05-31", "2027/5/31".</summary>
    private static IEnumerable<WordMatch<DayClue>> Iso(TokenList tokens, int at)
    {
        if (tokens.At(at) is { Kind: TokenKind.Number, Text.Length: 4 } year
            && tokens.At(at + 1) is { Kind: TokenKind.Sign, Text: "-" or "/" or "." } sign
            && tokens.At(at + 2) is { Kind: TokenKind.Number, Text.Length: <= 2 } month
            && tokens.At(at + 3) is { Kind: TokenKind.Sign } second && second.Text == sign.Text
            && tokens.At(at + 4) is { Kind: TokenKind.Number, Text.Length: <= 2 } day)
        {
            yield return Day(new NamedDate(year.Value, month.Value, day.Value), LanguageSet.All, at + 5);
        }
    }

    /// <summary>"3/4", "3/4/27", "3-4-2027", "3.4.2027", "3.4".</summary>
    private static IEnumerable<WordMatch<DayClue>> Numeric(TokenList tokens, int at)
    {
        if (tokens.At(at) is not { Kind: TokenKind.Number, Text.Length: <= 2 } first
            || tokens.At(at + 1) is not { Kind: TokenKind.Sign, Text: "-" or "/" or "." } sign
            || tokens.At(at + 2) is not { Kind: TokenKind.Number, Text.Length: <= 2 } second)
        {
            yield break;
        }

        if (tokens.At(at + 3) is { Kind: TokenKind.Sign } again && again.Text == sign.Text && tokens.At(at + 4) is { Kind: TokenKind.Number, Text.Length: 2 or 4 } year)
            yield return Day(new NumericDate(first.Value, second.Value, YearOf(year)), LanguageSet.All, at + 5);
        else if (sign.Text != "-" || (tokens.IsGlued(at + 1) && tokens.IsGlued(at + 2)))
            yield return Day(new NumericDate(first.Value, second.Value, null), LanguageSet.All, at + 3);
    }

    /// <summary>"31 May 2027", "31st of May", "1º de mayo", "el primero de mayo", "vingt-et-un mai".</summary>
    private static IEnumerable<WordMatch<DayClue>> DayThenMonth(TokenList tokens, int at)
    {
        foreach (var day in NumberWords.At(tokens, at).Concat(NumberWords.OrdinalAt(tokens, at)).Where(number => number.Meaning is > 0 and < 100))
        {
            foreach (var of in DateWords.OfMonth.At(tokens, day.Next).Append(new WordMatch<Unit>(default, LanguageSet.All, PastSign(tokens, day.Next))))
            {
                foreach (var month in CalendarWords.Months.At(tokens, of.Next))
                {
                    foreach (var year in YearOrNone(tokens, month.Next))
                    {
                        var languages = day.Languages & of.Languages & month.Languages & year.Languages;
                        yield return Day(new NamedDate(year.Meaning, month.Meaning, day.Meaning), languages, year.Next);
                    }
                }
            }
        }
    }

    /// <summary>"May 31", "May 31st, 2027", "May the 31st".</summary>
    private static IEnumerable<WordMatch<DayClue>> MonthThenDay(TokenList tokens, int at)
    {
        foreach (var month in CalendarWords.Months.At(tokens, at))
        {
            var next = tokens.At(month.Next) is { } the && the.IsWord("the") ? month.Next + 1 : PastSign(tokens, month.Next);
            foreach (var day in DaysOf(tokens, next))
            {
                foreach (var year in YearOrNone(tokens, day.Next))
                {
                    var languages = month.Languages & day.Languages & year.Languages;
                    yield return Day(new NamedDate(year.Meaning, month.Meaning, day.Meaning), languages, year.Next);
                }
            }
        }

        static IEnumerable<WordMatch<int>> DaysOf(TokenList tokens, int at)
        {
            if (tokens.At(at) is { Kind: TokenKind.Number, Text.Length: <= 2 } number)
                yield return new WordMatch<int>(number.Value, LanguageSet.All, at + 1);
            foreach (var ordinal in NumberWords.OrdinalAt(tokens, at).Where(ordinal => ordinal.Meaning > 0))
                yield return ordinal;
        }
    }

    private static IEnumerable<WordMatch<DayClue>> Relative(TokenList tokens, int at) =>
        CalendarWords.RelativeDays.At(tokens, at).Select(day => Day(new DaysAway(day.Meaning), day.Languages, day.Next))
            .Concat(DateWords.Weeks.At(tokens, at).Select(week => Day(new WeeksAway(week.Meaning, IsExact: false), week.Languages, week.Next)));

    /// <summary>"first Sunday of next month", "2nd Saturday in January", "second Sunday".</summary>
    private static IEnumerable<WordMatch<DayClue>> Nth(TokenList tokens, int at)
    {
        foreach (var nth in NumberWords.OrdinalAt(tokens, at).Where(nth => nth.Meaning is NumberWords.Last or (>= 1 and <= 5)))
        {
            foreach (var day in CalendarWords.Weekdays.At(tokens, nth.Next).Concat(CalendarWords.WeekdayPlurals.At(tokens, nth.Next)))
            {
                var languages = nth.Languages & day.Languages;
                yield return Day(new NthWeekday(nth.Meaning, day.Meaning, null, null, null), languages, day.Next);
                foreach (var near in DateWords.OfNearMonth.At(tokens, day.Next).Where(near => near.Meaning != NearMonth.Every))
                    yield return Day(new NthWeekday(nth.Meaning, day.Meaning, near.Meaning, null, null), languages & near.Languages, near.Next);
                foreach (var of in DateWords.OfMonth.At(tokens, day.Next))
                {
                    foreach (var month in CalendarWords.Months.At(tokens, of.Next))
                    {
                        foreach (var year in YearOrNone(tokens, month.Next))
                        {
                            var clue = new NthWeekday(nth.Meaning, day.Meaning, null, month.Meaning, year.Meaning);
                            yield return Day(clue, languages & of.Languages & month.Languages & year.Languages, year.Next);
                        }
                    }
                }
            }
        }
    }

    /// <summary>"in 3 days", "two weeks from now", "dans quinze jours".</summary>
    private static IEnumerable<WordMatch<DayClue>> After(TokenList tokens, int at)
    {
        foreach (var span in LengthGrammar.After(tokens, at))
        {
            var (count, unit) = span.Meaning;
            DayClue? clue = unit switch
            {
                TimeUnit.Day => new DaysAway(count, OrDays: IsIdiom(span) ? count - 1 : null),
                TimeUnit.Week => new WeeksAway(count, IsExact: true),
                TimeUnit.Month => new MonthsAway(count),
                TimeUnit.Year => new MonthsAway(12 * count),
                _ => null,
            };
            if (clue is not null && count is > 0 and < 1000)
                yield return Day(clue, span.Languages, span.Next);
        }

        // "Huit jours" is a week and "quinze jours" two weeks in French and Spanish, and yet some count the days.
        static bool IsIdiom(WordMatch<(int Count, TimeUnit Unit)> span) =>
            span.Meaning.Count is 8 or 15 && (span.Languages & LanguageSet.English) == LanguageSet.None;
    }

    /// <summary>"5th"; "le 27", where an article makes a number a day.</summary>
    private static IEnumerable<WordMatch<DayClue>> Alone(TokenList tokens, int at, bool isAnnounced)
    {
        foreach (var day in NumberWords.OrdinalAt(tokens, at).Where(ordinal => ordinal.Meaning is > 0 and < 100 && (isAnnounced || tokens[at].Kind == TokenKind.Number)))
            yield return Day(new DayOfMonth(day.Meaning), day.Languages, day.Next);
        if (isAnnounced && tokens.At(at) is { Kind: TokenKind.Number, Text.Length: <= 2 } number && tokens[at - 1].Text is "le" or "el" or "dia" or "du" or "del")
            yield return Day(new DayOfMonth(number.Value), LanguageSet.French | LanguageSet.Spanish, at + 1);
    }

    /// <summary>The year after a month: "2027", ", 2027", "de 2027", "27".</summary>
    private static IEnumerable<WordMatch<int?>> YearOrNone(TokenList tokens, int at)
    {
        yield return new WordMatch<int?>(null, LanguageSet.All, at);
        foreach (var coming in DateWords.AfterDate.At(tokens, at))
            yield return new WordMatch<int?>(null, coming.Languages, coming.Next);
        var (next, languages) = tokens.At(at) switch
        {
            { Text: "," or "-" or "/" } => (at + 1, LanguageSet.All),
            { Text: "del" } when tokens.At(at + 1) is { Text: "ano" } => (at + 2, LanguageSet.Spanish),
            { Text: "de" or "del" } => (at + 1, LanguageSet.Spanish),
            _ => (at, LanguageSet.All),
        };
        if (tokens.At(next) is { Kind: TokenKind.Number, Text.Length: 2 or 4 } year && (year.Text.Length == 4 || year.Value >= 26))
            yield return new WordMatch<int?>(YearOf(year), languages, next + 1);
    }

    private static int YearOf(Token year) => year.Text.Length == 2 ? 2000 + year.Value : year.Value;

    /// <summary>The token after an optional sign, as in "5-dic-2026".</summary>
    private static int PastSign(TokenList tokens, int at) => tokens.At(at) is { Kind: TokenKind.Sign, Text: "-" or "/" } && tokens.IsGlued(at) ? at + 1 : at;

    private static WordMatch<DayClue> Day(DayClue clue, LanguageSet languages, int next) => new(clue, languages, next);
}
