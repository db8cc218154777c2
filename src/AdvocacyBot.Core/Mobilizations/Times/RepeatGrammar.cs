using AdvocacyBot.Core.Languages;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>
/// Reads what makes a series: "every other Tuesday", "un mardi sur deux", "los lunes", "weekly", "the 5th of every month", and
/// its end: "until 21 December", "5 times". Several clues at once, because a series also says on which day. Pure.
/// </summary>
internal static class RepeatGrammar
{
    public static IEnumerable<WordMatch<IReadOnlyList<Clue>>> At(TokenList tokens, int at) =>
        EveryWeekday(tokens, at)
            .Concat(EveryOther(tokens, at))
            .Concat(EveryFew(tokens, at))
            .Concat(EveryNth(tokens, at))
            .Concat(Plural(tokens, at))
            .Concat(Habit(tokens, at))
            .Concat(OneOf(tokens, at))
            .Concat(OfEveryMonth(tokens, at))
            .Concat(RepeatWords.EveryWorkday.At(tokens, at).Select(days => Refused(days.Languages, days.Next)))
            .Concat(CalendarWords.Frequencies.At(tokens, at).Select(found => Series(found.Meaning, 1, null, found.Languages, found.Next)));

    /// <summary>How a series ends.</summary>
    public static IEnumerable<WordMatch<Clue>> EndAt(TokenList tokens, int at)
    {
        foreach (var until in DateWords.UntilDay.At(tokens, at))
        {
            foreach (var day in DayGrammar.At(tokens, until.Next))
                yield return new WordMatch<Clue>(new RepeatUntil(day.Meaning), until.Languages & day.Languages, day.Next);
        }

        foreach (var number in NumberWords.At(tokens, at))
        {
            foreach (var times in RepeatWords.Times.At(tokens, number.Next))
                yield return new WordMatch<Clue>(new RepeatCount(number.Meaning), number.Languages & times.Languages, times.Next);
        }

        foreach (var lasting in DateWords.Lasting.At(tokens, at))
        {
            foreach (var span in LengthGrammar.Count(tokens, lasting.Next).Where(span => span.Meaning.Unit is TimeUnit.Week or TimeUnit.Month))
                yield return new WordMatch<Clue>(new RepeatCount(span.Meaning.Count), lasting.Languages & span.Languages, span.Next);
        }
    }

    /// <summary>"every Monday", "tous les lundis", "cada lunes"; with a second weekday it is refused.</summary>
    private static IEnumerable<WordMatch<IReadOnlyList<Clue>>> EveryWeekday(TokenList tokens, int at)
    {
        foreach (var every in RepeatWords.Every.At(tokens, at))
        {
            foreach (var day in AnyWeekday(tokens, every.Next))
            {
                var languages = every.Languages & day.Languages;
                yield return Series(Frequency.Weekly, 1, day.Meaning, languages, day.Next);
                foreach (var other in Another(tokens, day.Next))
                    yield return Refused(languages & other.Languages, other.Next);
            }
        }
    }

    private static IEnumerable<WordMatch<Unit>> Another(TokenList tokens, int at)
    {
        var starts = DateWords.AndDay.At(tokens, at).ToList();
        if (tokens.At(at) is { Kind: TokenKind.Sign, Text: "," or "&" or "/" })
            starts.Add(new WordMatch<Unit>(default, LanguageSet.All, at + 1));
        foreach (var and in starts)
        {
            foreach (var day in AnyWeekday(tokens, and.Next))
                yield return new WordMatch<Unit>(default, and.Languages & day.Languages, day.Next);
        }
    }

    /// <summary>"every other Tuesday".</summary>
    private static IEnumerable<WordMatch<IReadOnlyList<Clue>>> EveryOther(TokenList tokens, int at)
    {
        foreach (var every in RepeatWords.Every.At(tokens, at))
        {
            foreach (var other in RepeatWords.Other.At(tokens, every.Next))
            {
                foreach (var day in AnyWeekday(tokens, other.Next))
                    yield return Series(Frequency.Weekly, 2, day.Meaning, every.Languages & other.Languages & day.Languages, day.Next);
            }
        }
    }

    /// <summary>"every 3 weeks", "cada dos sábados".</summary>
    private static IEnumerable<WordMatch<IReadOnlyList<Clue>>> EveryFew(TokenList tokens, int at)
    {
        foreach (var every in RepeatWords.Every.At(tokens, at))
        {
            foreach (var span in LengthGrammar.Count(tokens, every.Next).Where(span => span.Meaning is ( >= 1 and <= 52, TimeUnit.Week or TimeUnit.Month)))
            {
                var frequency = span.Meaning.Unit == TimeUnit.Week ? Frequency.Weekly : Frequency.Monthly;
                yield return Series(frequency, span.Meaning.Count, null, every.Languages & span.Languages, span.Next);
            }

            foreach (var number in NumberWords.At(tokens, every.Next).Where(number => number.Meaning is >= 2 and <= 52))
            {
                foreach (var day in AnyWeekday(tokens, number.Next))
                    yield return Series(Frequency.Weekly, number.Meaning, day.Meaning, every.Languages & number.Languages & day.Languages, day.Next);
            }
        }
    }

    /// <summary>"every first Sunday of the month", "tous les premiers dimanches du mois", "every 5th".</summary>
    private static IEnumerable<WordMatch<IReadOnlyList<Clue>>> EveryNth(TokenList tokens, int at)
    {
        foreach (var every in RepeatWords.Every.At(tokens, at))
        {
            foreach (var nth in NumberWords.OrdinalAt(tokens, every.Next).Where(nth => nth.Meaning is NumberWords.Last or (>= 1 and <= 31)))
            {
                var languages = every.Languages & nth.Languages;
                if (nth.Meaning > 0 && tokens[every.Next].Kind == TokenKind.Number)
                {
                    foreach (var end in OfTheMonth(tokens, nth.Next))
                        yield return Both(new RepeatClue(Frequency.Monthly, 1), new DayOfMonth(nth.Meaning), languages & end.Languages, end.Next);
                }

                // "Every second Tuesday" is every other week; the other ordinals are of the month.
                foreach (var day in AnyWeekday(tokens, nth.Next))
                {
                    foreach (var end in OfTheMonth(tokens, day.Next).Where(end => end.Next > day.Next || nth.Meaning != 2))
                    {
                        var clue = new NthWeekday(nth.Meaning, day.Meaning, NearMonth.Every, null, null);
                        yield return Both(new RepeatClue(Frequency.Monthly, 1), clue, languages & day.Languages & end.Languages, end.Next);
                    }
                }
            }
        }
    }

    /// <summary>"Mondays", "on Mondays", "les lundis", "los lunes".</summary>
    private static IEnumerable<WordMatch<IReadOnlyList<Clue>>> Plural(TokenList tokens, int at)
    {
        foreach (var article in RepeatWords.Plural.At(tokens, at).Append(new WordMatch<Unit>(default, LanguageSet.English, at)))
        {
            foreach (var day in CalendarWords.WeekdayPlurals.At(tokens, article.Next))
            {
                var languages = article.Languages & day.Languages;
                if (languages == LanguageSet.None)
                    continue;
                yield return Series(Frequency.Weekly, 1, day.Meaning, languages, day.Next);
                foreach (var other in Another(tokens, day.Next))
                    yield return Refused(languages & other.Languages, other.Next);
            }
        }
    }

    /// <summary>"le samedi".</summary>
    private static IEnumerable<WordMatch<IReadOnlyList<Clue>>> Habit(TokenList tokens, int at)
    {
        foreach (var article in RepeatWords.Habit.At(tokens, at))
        {
            foreach (var day in CalendarWords.Weekdays.At(tokens, article.Next))
                yield return Both(new RepeatClue(Frequency.Weekly, 1, IsHabit: true), new Weekday(day.Meaning, Which.Plain), article.Languages & day.Languages, day.Next);
        }
    }

    /// <summary>"un mardi sur deux", "martes por medio".</summary>
    private static IEnumerable<WordMatch<IReadOnlyList<Clue>>> OneOf(TokenList tokens, int at)
    {
        foreach (var one in DateWords.One.At(tokens, at).Append(new WordMatch<int>(1, LanguageSet.All, at)))
        {
            foreach (var day in CalendarWords.Weekdays.At(tokens, one.Next))
            {
                foreach (var of in RepeatWords.OneOf.At(tokens, day.Next))
                    yield return Series(Frequency.Weekly, of.Meaning, day.Meaning, one.Languages & day.Languages & of.Languages, of.Next);
            }
        }
    }

    /// <summary>"the 5th of every month", "le premier dimanche de chaque mois".</summary>
    private static IEnumerable<WordMatch<IReadOnlyList<Clue>>> OfEveryMonth(TokenList tokens, int at)
    {
        foreach (var day in DayGrammar.At(tokens, at).Where(day => day.Meaning is DayOfMonth or NthWeekday { Near: null, Month: null }))
        {
            foreach (var every in DateWords.OfNearMonth.At(tokens, day.Next).Where(near => near.Meaning == NearMonth.Every))
                yield return Both(new RepeatClue(Frequency.Monthly, 1), day.Meaning, day.Languages & every.Languages, every.Next);
        }
    }

    private static IEnumerable<WordMatch<IsoDayOfWeek>> AnyWeekday(TokenList tokens, int at) =>
        CalendarWords.Weekdays.At(tokens, at).Concat(CalendarWords.WeekdayPlurals.At(tokens, at)).DistinctBy(day => (day.Meaning, day.Next));

    private static IEnumerable<WordMatch<Unit>> OfTheMonth(TokenList tokens, int at) =>
        DateWords.OfNearMonth.At(tokens, at)
            .Where(near => near.Meaning is NearMonth.This or NearMonth.Every)
            .Select(near => new WordMatch<Unit>(default, near.Languages, near.Next))
            .Append(new WordMatch<Unit>(default, LanguageSet.All, at));

    private static WordMatch<IReadOnlyList<Clue>> Series(Frequency frequency, int interval, IsoDayOfWeek? day, LanguageSet languages, int next) => frequency switch
    {
        Frequency.Daily => new WordMatch<IReadOnlyList<Clue>>([new Refusal(WhenProblem.Daily)], languages, next),
        Frequency.Fortnightly => Series(Frequency.Weekly, 2, day, languages, next),
        _ when day is { } weekday => Both(new RepeatClue(frequency, interval), new Weekday(weekday, Which.Plain), languages, next),
        _ => new WordMatch<IReadOnlyList<Clue>>([new RepeatClue(frequency, interval)], languages, next),
    };

    private static WordMatch<IReadOnlyList<Clue>> Refused(LanguageSet languages, int next) => new([new Refusal(WhenProblem.SeveralWeekdays)], languages, next);

    private static WordMatch<IReadOnlyList<Clue>> Both(RepeatClue repeat, DayClue day, LanguageSet languages, int next) => new([repeat, day], languages, next);
}
