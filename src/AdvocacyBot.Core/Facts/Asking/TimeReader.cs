using System.Globalization;

namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>Takes years, ranges, dates and relations from a question's tokens, by pattern alone: digits are never repaired.</summary>
internal static class TimeReader
{
    /// <returns>How many tokens were a time; 0 where none begins here.</returns>
    public static int Take(List<string> tokens, int at, DateOnly today, QuestionDraft reading)
    {
        foreach (var length in (ReadOnlySpan<int>)[3, 2, 1])
        {
            if (at + length > tokens.Count)
                continue;
            var phrase = string.Join(' ', tokens.Skip(at).Take(length));
            if (QuestionWords.Relative.TryGetValue(phrase, out var relative))
            {
                reading.Times.Add(relative(today));
                return length;
            }

            if (QuestionWords.Relations.TryGetValue(phrase, out var relation) && DateAt(tokens, SkipSmall(tokens, at + length)) is { Length: > 0 } date)
            {
                reading.Times.Add(Apply(relation, date.Period));
                return SkipSmall(tokens, at + length) - at + date.Length;
            }
        }

        if (QuestionWords.Between.Contains(tokens[at]))
            return TakeBetween(tokens, at, reading);

        var first = DateAt(tokens, at);
        if (first.Length == 0)
            return TakeSeason(tokens, at, reading);

        var end = at + first.Length;
        if (end < tokens.Count && QuestionWords.To.Contains(tokens[end]) && DateAt(tokens, SkipSmall(tokens, end + 1)) is { Length: > 0 } last
            && first.Period.From <= last.Period.To)
        {
            reading.Ranges.Add(new Period(first.Period.From, last.Period.To));
            return SkipSmall(tokens, end + 1) + last.Length - at;
        }

        if (first.Length == 1 && end < tokens.Count && tokens[end] == "s" && first.Period.From.Year % 10 == 0)
        {
            reading.Times.Add(new Period(first.Period.From, new DateOnly(first.Period.From.Year + 9, 12, 31)));
            return 2;
        }

        reading.Times.Add(first.Period);
        return first.Length;
    }

    private static int TakeBetween(List<string> tokens, int at, QuestionDraft reading)
    {
        var first = DateAt(tokens, SkipSmall(tokens, at + 1));
        var middle = SkipSmall(tokens, at + 1) + first.Length;
        if (first.Length == 0 || middle >= tokens.Count || !QuestionWords.And.Contains(tokens[middle]))
            return 0;
        var start = SkipSmall(tokens, middle + 1);
        var last = DateAt(tokens, start);
        if (last.Length == 0 || first.Period.From > last.Period.To)
            return 0;
        reading.Ranges.Add(new Period(first.Period.From, last.Period.To));
        return start + last.Length - at;
    }

    /// <summary>A month or a day without its year.</summary>
    private static int TakeSeason(List<string> tokens, int at, QuestionDraft reading)
    {
        if (MonthAt(tokens, at) is { } month)
        {
            var dayAt = SkipOf(tokens, at + 1);
            if (DayAt(tokens, dayAt) is { } day)
            {
                reading.Season = (month, day);
                return dayAt + 1 - at;
            }

            // "May" and "mars" alone are as likely a verb and a planet.
            if (tokens[at].Length < 4)
                return 0;
            reading.Season = (month, null);
            return 1;
        }

        var monthAt = SkipOf(tokens, at + 1);
        if (DayAt(tokens, at) is { } first && MonthAt(tokens, monthAt) is { } named)
        {
            reading.Season = (named, first);
            return monthAt + 1 - at;
        }

        return 0;
    }

    /// <summary>"2014", "May 2014", "31 May 2023", "31 de mayo de 2023", "May 31, 2023".</summary>
    private static (int Length, Period Period) DateAt(List<string> tokens, int at)
    {
        if (YearAt(tokens, at) is { } year)
            return (1, Period.Year(year));

        if (MonthAt(tokens, at) is { } month)
        {
            var next = SkipOf(tokens, at + 1);
            if (YearAt(tokens, next) is { } monthYear)
                return (next + 1 - at, Period.Month(monthYear, month));
            var afterDay = SkipOf(tokens, next + 1);
            if (DayAt(tokens, next) is { } day && YearAt(tokens, afterDay) is { } dayYear && IsDay(dayYear, month, day))
                return (afterDay + 1 - at, Period.Day(new DateOnly(dayYear, month, day)));
            return default;
        }

        var monthAt = SkipOf(tokens, at + 1);
        var yearAt = SkipOf(tokens, monthAt + 1);
        return DayAt(tokens, at) is { } first && MonthAt(tokens, monthAt) is { } named && YearAt(tokens, yearAt) is { } last && IsDay(last, named, first)
            ? (yearAt + 1 - at, Period.Day(new DateOnly(last, named, first)))
            : default;
    }

    private static Period Apply(Relation relation, Period period) => relation switch
    {
        Relation.Since => new Period(period.From, DateOnly.MaxValue),
        Relation.After => new Period(period.To.AddDays(1), DateOnly.MaxValue),
        Relation.Before => new Period(DateOnly.MinValue, period.From.AddDays(-1)),
        _ => new Period(DateOnly.MinValue, period.To),
    };

    private static int SkipOf(List<string> tokens, int at) =>
        at < tokens.Count && tokens[at] is "of" or "de" or "del" or "the" ? at + 1 : at;

    private static int SkipSmall(List<string> tokens, int at) =>
        at < tokens.Count && tokens[at] is "of" or "de" or "del" or "the" or "el" or "l" or "le" or "en" or "year" or "ano" or "annee" ? SkipSmall(tokens, at + 1) : at;

    private static bool IsDay(int year, int month, int day) => day <= DateTime.DaysInMonth(year, month);

    private static int? YearAt(List<string> tokens, int at) =>
        at < tokens.Count && tokens[at].Length == 4 && int.TryParse(tokens[at], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && year is >= 1500 and < 2200 ? year : null;

    private static int? MonthAt(List<string> tokens, int at) =>
        at < tokens.Count && QuestionWords.Months.TryGetValue(tokens[at], out var month) ? month : null;

    private static int? DayAt(List<string> tokens, int at) =>
        at < tokens.Count && tokens[at].Length <= 2 && int.TryParse(tokens[at], NumberStyles.None, CultureInfo.InvariantCulture, out var day)
        && day is >= 1 and <= 31 ? day : null;
}
