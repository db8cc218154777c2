namespace AdvocacyBot.Core.Languages;

/// <summary>A unit in which a length of time is given.</summary>
internal enum TimeUnit
{
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// <summary>Reads a length of time: "90m", "1h30", "2 days", "une semaine", "3 horas".</summary>
public static class SpanText
{
    internal static readonly WordTable<TimeUnit> Units = new(
        (TimeUnit.Minute, "minutes|minute|mins|min|m", "minutes|minute|min|mn|m", "minutos|minuto|mins|min|m"),
        (TimeUnit.Hour, "hours|hour|hrs|hr|h", "heures|heure|h", "horas|hora|hrs|hr|hs|h"),
        (TimeUnit.Day, "days|day|d", "jours|jour|j", "días|día|d"),
        (TimeUnit.Week, "weeks|week|wks|wk|w", "semaines|semaine|sem", "semanas|semana|sem"),
        (TimeUnit.Month, "months|month", "mois", "meses|mes"),
        (TimeUnit.Year, "years|year", "ans|an|années|année", "años|año"));

    /// <summary>Whole minutes of a text of minutes, hours, days and weeks, added up; null if it is not one or not positive.</summary>
    public static int? Minutes(string text) =>
        List(text) is { Count: > 0 } parts && parts.Sum() is > 0 and <= int.MaxValue and var total ? (int)total : null;

    /// <summary>Several lengths of time in minutes, separated by spaces, commas or semicolons; null if a part is not one.</summary>
    public static IReadOnlyList<long>? List(string text)
    {
        var tokens = new TokenList(text);
        var parts = new List<long>();
        for (var at = 0; at < tokens.Count;)
        {
            if (parts.Count > 0 && tokens[at].Text is "," or ";")
                at++;
            if (PartAt(tokens, at) is not var (minutes, next))
                return null;
            parts.Add(minutes);
            at = next;
        }

        return parts;
    }

    /// <summary>One number with its unit, and after hours the minutes alone: "1h30".</summary>
    private static (long Minutes, int Next)? PartAt(TokenList tokens, int at)
    {
        foreach (var number in NumberWords.At(tokens, at))
        {
            if (Units.LongestAt(tokens, number.Next) is not { } unit || MinutesOf(unit.Meaning) is not { } each)
                continue;

            var isFollowed = unit.Meaning == TimeUnit.Hour && tokens.At(unit.Next) is { Kind: TokenKind.Number, Value: >= 0 and < 60 }
                && Units.LongestAt(tokens, unit.Next + 1) is null;
            return isFollowed
                ? (((long)number.Meaning * each) + tokens[unit.Next].Value, unit.Next + 1)
                : ((long)number.Meaning * each, unit.Next);
        }

        return null;
    }

    private static int? MinutesOf(TimeUnit unit) => unit switch
    {
        TimeUnit.Minute => 1,
        TimeUnit.Hour => 60,
        TimeUnit.Day => 24 * 60,
        TimeUnit.Week => 7 * 24 * 60,
        _ => null,
    };
}
