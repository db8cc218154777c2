using System.Globalization;
using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>Reads years, ranges, dates and relations to them at a token. Digits are matched by pattern and never corrected. Pure.</summary>
/// <param name="tokens">Of the question.</param>
/// <param name="language">The question's.</param>
/// <param name="today">What "last year" starts from.</param>
internal sealed class TimeReader(IReadOnlyList<string> tokens, Language language, DateOnly today)
{
    private const int MinMonthLength = 4;

    private static readonly Dictionary<string, int> Months = CalendarWords.Months.Entries
        .GroupBy(entry => Folding.Fold(entry.Phrase), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First().Meaning, StringComparer.Ordinal);

    /// <summary>"Sept" and "mars" alone are as likely a number and a planet.</summary>
    private static readonly HashSet<string> Abbreviations =
    [
        .. CalendarWords.Months.Entries.Where(entry => entry.Phrase.Length < MinMonthLength || entry.Phrase is "sept" or "juil" or "janv" or "mars")
            .Select(entry => Folding.Fold(entry.Phrase)),
    ];

    private readonly LanguageLexicon lexicon = LanguageLexicon.Of(language);

    /// <returns>How many tokens are a time; 0 if none begins here.</returns>
    public int Take(int at, QuestionTimes into)
    {
        var (length, word) = WordAt(at);
        if (length > 0 && TakeWord(at, length, word, into) is > 0 and var taken)
            return taken;

        var first = DateAt(at);
        if (first.Length == 0)
            return TakeSeason(at, into);

        var end = at + first.Length;
        if (Is(end, TimeWord.RangeTo, out var to) && DateAt(SkipOf(end + to)) is { Length: > 0 } last && first.Period.From <= last.Period.To)
        {
            into.Ranges.Add(new Period(first.Period.From, last.Period.To));
            return SkipOf(end + to) + last.Length - at;
        }

        if (first.Length == 1 && end < tokens.Count && tokens[end] == "s" && DecadeOf(first.Period) is { } decade)
        {
            into.Times.Add(decade);
            return 2;
        }

        into.Times.Add(first.Period);
        return first.Length;
    }

    private int TakeWord(int at, int length, TimeWord word, QuestionTimes into)
    {
        var next = at + length;
        if (Relative(word) is { } relative)
        {
            into.Times.Add(relative);
            return length;
        }

        if (word.HasFlag(TimeWord.Between) && TakeBetween(at, next, into) is > 0 and var between)
            return between;
        if (word.HasFlag(TimeWord.Decade) && DateAt(next) is { Length: 1 } year && DecadeOf(year.Period) is { } decade)
        {
            into.Times.Add(decade);
            return length + 1;
        }

        if (TakeYears(at, next, word, into) is > 0 and var years)
            return years;
        if ((word & (TimeWord.Since | TimeWord.After | TimeWord.Before | TimeWord.Until | TimeWord.Circa)) != TimeWord.None
            && DateAt(SkipOf(next)) is { Length: > 0 } date)
        {
            into.Times.Add(Apply(word, date.Period));
            return SkipOf(next) + date.Length - at;
        }

        return 0;
    }

    private Period? Relative(TimeWord word) => word switch
    {
        _ when word.HasFlag(TimeWord.ThisYear) => Period.Year(today.Year),
        _ when word.HasFlag(TimeWord.LastYear) => Period.Year(today.Year - 1),
        _ when word.HasFlag(TimeWord.NextYear) => Period.Year(today.Year + 1),
        _ when word.HasFlag(TimeWord.Today) => Period.Day(today),
        _ when word.HasFlag(TimeWord.Yesterday) => Period.Day(today.AddDays(-1)),
        _ when word.HasFlag(TimeWord.Tomorrow) => Period.Day(today.AddDays(1)),
        _ when word.HasFlag(TimeWord.LastDecade) => new Period(today.AddYears(-10), today),
        _ => null,
    };

    /// <summary>"last 10 years", "10 years ago", "il y a 10 ans", "hace 10 años".</summary>
    private int TakeYears(int at, int next, TimeWord word, QuestionTimes into)
    {
        if (NumberAt(next) is not { } number || !Is(next + number.Length, TimeWord.Years, out var unit))
            return 0;
        if (word.HasFlag(TimeWord.LastYears))
            into.Times.Add(new Period(today.AddYears(-number.Value), today));
        else if (word.HasFlag(TimeWord.YearsAgo))
            into.Times.Add(Period.Year(today.Year - number.Value));
        else
            return 0;
        return next + number.Length + unit - at;
    }

    private int TakeBetween(int at, int next, QuestionTimes into)
    {
        var first = DateAt(SkipOf(next));
        var middle = SkipOf(next) + first.Length;
        if (first.Length == 0 || AndAt(middle) is not { } and)
            return 0;
        var start = SkipOf(middle + and);
        var last = DateAt(start);
        if (last.Length == 0 || first.Period.From > last.Period.To)
            return 0;
        into.Ranges.Add(new Period(first.Period.From, last.Period.To));
        return start + last.Length - at;
    }

    /// <summary>A month or a day without its year; or, in English, "10 years ago".</summary>
    private int TakeSeason(int at, QuestionTimes into)
    {
        if (NumberAt(at) is { } number && Is(at + number.Length, TimeWord.YearsAgo, out var ago))
        {
            into.Times.Add(Period.Year(today.Year - number.Value));
            return number.Length + ago;
        }

        if (MonthAt(at) is { } month)
        {
            var dayAt = SkipOf(at + 1);
            if (DayAt(dayAt) is { } day)
            {
                into.Season = new Season(month, day);
                return dayAt + 1 - at;
            }

            if (Abbreviations.Contains(tokens[at]))
                return 0;
            into.Season = new Season(month, null);
            return 1;
        }

        var monthAt = SkipOf(at + 1);
        if (DayAt(at) is { } first && MonthAt(monthAt) is { } named)
        {
            into.Season = new Season(named, first);
            return monthAt + 1 - at;
        }

        return 0;
    }

    /// <summary>"2014", "May 2014", "31 May 2023", "31 de mayo de 2023", "May 31, 2023".</summary>
    private (int Length, Period Period) DateAt(int at)
    {
        if (YearAt(at) is { } year)
            return (1, Period.Year(year));

        if (MonthAt(at) is { } month)
        {
            var next = SkipOf(at + 1);
            if (YearAt(next) is { } monthYear)
                return (next + 1 - at, Period.Month(monthYear, month));
            var afterDay = SkipOf(next + 1);
            return DayAt(next) is { } day && YearAt(afterDay) is { } dayYear && IsDay(dayYear, month, day)
                ? (afterDay + 1 - at, Period.Day(new DateOnly(dayYear, month, day)))
                : default;
        }

        var monthAt = SkipOf(at + 1);
        var yearAt = SkipOf(monthAt + 1);
        return DayAt(at) is { } first && MonthAt(monthAt) is { } named && YearAt(yearAt) is { } last && IsDay(last, named, first)
            ? (yearAt + 1 - at, Period.Day(new DateOnly(last, named, first)))
            : default;
    }

    private static Period Apply(TimeWord relation, Period period) => relation switch
    {
        _ when relation.HasFlag(TimeWord.Since) => new Period(period.From, DateOnly.MaxValue),
        _ when relation.HasFlag(TimeWord.After) => new Period(period.To.AddDays(1), DateOnly.MaxValue),
        _ when relation.HasFlag(TimeWord.Before) => new Period(DateOnly.MinValue, period.From.AddDays(-1)),
        _ when relation.HasFlag(TimeWord.Until) => new Period(DateOnly.MinValue, period.To),
        _ => period,
    };

    private static Period? DecadeOf(Period year) =>
        year.From.Year % 10 == 0 ? new Period(year.From, new DateOnly(year.From.Year + 9, 12, 31)) : null;

    private int SkipOf(int at)
    {
        while (Is(at, TimeWord.Of, out var length))
            at += length;
        return at;
    }

    /// <summary>How many tokens "and" takes in "between 2014 and 2023"; null if it is not there.</summary>
    private int? AndAt(int at)
    {
        if (Is(at, TimeWord.RangeTo, out var to))
            return to;
        var (length, word) = at < tokens.Count ? lexicon.LongestAt(tokens, at) : default;
        return word.HasFlag(WordClass.And) ? length : null;
    }

    private bool Is(int at, TimeWord word, out int length)
    {
        (length, var found) = WordAt(at);
        return (found & word) != TimeWord.None;
    }

    private (int Length, TimeWord Word) WordAt(int at) => at < tokens.Count ? lexicon.LongestTimeAt(tokens, at) : default;

    private static bool IsDay(int year, int month, int day) => day <= DateTime.DaysInMonth(year, month);

    private int? YearAt(int at) =>
        at < tokens.Count && tokens[at].Length == 4 && int.TryParse(tokens[at], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && year is >= 1500 and < 2200 ? year : null;

    private int? MonthAt(int at) => at < tokens.Count && Months.TryGetValue(tokens[at], out var month) ? month : null;

    private int? DayAt(int at) =>
        at < tokens.Count && tokens[at].Length <= 2 && int.TryParse(tokens[at], NumberStyles.None, CultureInfo.InvariantCulture, out var day)
        && day is >= 1 and <= 31 ? day : null;

    private (int Value, int Length)? NumberAt(int at) =>
        NumberReader.At(tokens, at, language) is { Value: > 0 and <= 500 and var value, Length: var length } && value == decimal.Truncate(value)
            ? ((int)value, length)
            : null;
}
