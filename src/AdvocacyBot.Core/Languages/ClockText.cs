using NodaTime;

namespace AdvocacyBot.Core.Languages;

/// <summary>
/// Reads a whole text as a time of day or as a range of them, for settings: "7", "07:30", "7 h 30", "7pm", "noon",
/// "22:00-07:00", "from 10pm to 7am", "de 9h à 11h". A bare hour is one of the 24-hour clock. Pure.
/// </summary>
internal static class ClockText
{
    /// <summary>A time of day; null if the text is not one, or could be two ("12 de la mañana").</summary>
    public static LocalTime? Read(string text)
    {
        var tokens = new TokenList(text);
        var times = ClockGrammar.TimeAt(tokens, 0)
            .Where(time => time.Next == tokens.Count)
            .SelectMany(time => time.Meaning.Options(ClockHabit.AsWritten))
            .Select(option => option.Time)
            .Distinct();
        return Only(times);
    }

    /// <summary>When a range begins and ends, the end on the next day if it is earlier; null if the text is not a range.</summary>
    public static (LocalTime From, LocalTime Until)? ReadRange(string text)
    {
        var tokens = new TokenList(text);
        var ranges = ClockGrammar.RangeAt(tokens, 0)
            .Where(range => range.Next == tokens.Count)
            .SelectMany(range => range.Meaning.Options(ClockHabit.AsWritten))
            .Select(range => (range.From.Time, range.From.Time.PlusMinutes(range.Minutes)))
            .Distinct();
        return Only(ranges);
    }

    private static T? Only<T>(IEnumerable<T> readings)
        where T : struct
    {
        var first = readings.Take(2).ToList();
        return first.Count == 1 ? first[0] : null;
    }
}
