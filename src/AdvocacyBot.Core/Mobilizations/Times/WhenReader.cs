using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>
/// Reads a date, a time, an end, a zone and a repetition as people write them in English, French and Spanish, in any order:
/// "31 May 7am", "sam. 28 nov. de 14 h à 16 h", "todos los lunes a las 18:00". Never guesses: a text that may mean several
/// times gives them all. Pure.
/// </summary>
internal static class WhenReader
{
    private const int MaxReadings = 6;

    /// <param name="text">What was written; nobody has checked it.</param>
    /// <param name="context">When and where it was written.</param>
    /// <param name="language">The writer's language, which decides between words that two languages share.</param>
    public static WhenRead Read(string text, WhenContext context, Language language)
    {
        var tokens = new TokenList(text);
        var grammar = new WhenGrammar(tokens, context.Zones);
        var resolutions = grammar.Readings()
            .Select(clues => (Clues: clues, Resolution: new WhenResolver(clues, context, HabitOf(clues.Languages, language)).Run()))
            .ToList();
        if (resolutions.Count == 0)
            return tokens.Count == 0 ? WhenRead.Refused(WhenProblem.NoDate) : WhenRead.Refused(WhenProblem.Unknown, WordAt(tokens, grammar.Furthest));

        var best = resolutions
            .GroupBy(found => (Rank: RankOf(found.Resolution), Distance: DistanceTo(found.Clues.Languages, language)), found => found.Resolution)
            .MinBy(group => group.Key.Rank == Rank.Incomplete ? (3, Rank.Incomplete) : (group.Key.Distance, group.Key.Rank))!;
        return best.Key.Rank >= Rank.Refused ? Refused(best) : Found([.. best.SelectMany(resolution => resolution.Readings)], best.First().Doubt);
    }

    /// <summary>How well clues explain a text. A reading in the writer's own language comes before any in another one.</summary>
    private enum Rank
    {
        AsWritten,
        Doubtful,
        Contradictory,
        Refused,
        Incomplete,
    }

    private static WhenRead Found(List<WhenReading> all, WhenProblem? doubt)
    {
        var readings = all
            .GroupBy(reading => (reading.Start.Utc, reading.Start.Local, reading.Repeats))
            .Select(same => same.OrderByDescending(reading => reading.Lasts is not null).First())
            .OrderBy(reading => reading.Start.Utc)
            .Take(MaxReadings)
            .ToList();
        if (readings.Count == 1)
            return new WhenRead(readings, doubt);

        var isOneTime = readings.Select(reading => (reading.Start.Local, reading.Repeats)).Distinct().Count() == 1;
        var isOneZone = readings.Select(reading => reading.Start.Zone.Id).Distinct().Count() == 1;
        return new WhenRead(readings, doubt ?? (!isOneTime ? WhenProblem.Unclear : isOneZone ? WhenProblem.Twice : WhenProblem.WrongSeason));
    }

    /// <summary>The problem of the reading that got furthest towards a time.</summary>
    private static WhenRead Refused(IEnumerable<Resolution> resolutions)
    {
        var failed = resolutions.MinBy(resolution => resolution.Problem switch
        {
            WhenProblem.Skipped => 0,
            WhenProblem.Past => 1,
            WhenProblem.EndsEarlier => 2,
            WhenProblem.Impossible => 3,
            WhenProblem.NoTime => 5,
            WhenProblem.NoDate => 6,
            WhenProblem.Unknown => 7,
            _ => 4,
        })!;
        return WhenRead.Refused(failed.Problem!.Value, failed.Moment?.Written.Replace('T', ' '));
    }

    private static Rank RankOf(Resolution resolution) => resolution switch
    {
        { Problem: WhenProblem.NoDate or WhenProblem.NoTime or WhenProblem.Unknown } => Rank.Incomplete,
        { Problem: not null } => Rank.Refused,
        { Doubt: null } => Rank.AsWritten,
        { Doubt: WhenProblem.Disagree } => Rank.Contradictory,
        _ => Rank.Doubtful,
    };

    /// <summary>All in the writer's language, all in one language, or mixed.</summary>
    private static int DistanceTo(LanguageSet languages, Language language) =>
        languages.HasFlag(language.AsSet) ? 0 : languages != LanguageSet.None ? 1 : 2;

    /// <summary>English uses the 12-hour clock. Words that say nothing about the language are read in the writer's.</summary>
    private static ClockHabit HabitOf(LanguageSet languages, Language language)
    {
        var isEnglish = languages.HasFlag(language.AsSet) ? language == Language.English : languages.HasFlag(LanguageSet.English);
        return isEnglish ? ClockHabit.TwelveHours : ClockHabit.TwentyFourHours;
    }

    /// <summary>The word as it was written; the last one if all are understood but do not fit together.</summary>
    private static string WordAt(TokenList tokens, int at)
    {
        var token = tokens[Math.Min(at, tokens.Count - 1)];
        return tokens.Text[token.Start..token.End];
    }
}
