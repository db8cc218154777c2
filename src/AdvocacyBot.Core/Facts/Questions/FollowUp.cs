namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>Completes a short question from the one before it: "and in 2023?", "and Colombia?", "source?". Pure.</summary>
internal static class FollowUp
{
    /// <summary>The completed question; null if the new one stands alone.</summary>
    public static Question? Complete(Question previous, Question next)
    {
        if (next.Ids.Count > 0 || next.Phrases.Count > 0 || !(next.Follows || IsBare(next)))
            return null;
        if (next.Topics.Count > 0 && !next.IsHinted && !next.Follows)
            return null;
        var ownTopics = next.IsHinted ? [] : next.Topics;
        var merged = previous with
        {
            Language = next.IsLanguageClear ? next.Language : previous.Language,
            IsLanguageClear = next.IsLanguageClear || previous.IsLanguageClear,
            Topics = ownTopics.Count > 0 ? ownTopics : previous.Topics,
            IsHinted = ownTopics.Count == 0 && previous.IsHinted,
            Names = Names(previous, next),
            Join = next.Names.Count > 1 ? next.Join : NameJoin.All,
            Times = next.HasTime ? next.Times : previous.Times,
            Season = next.HasTime ? next.Season : previous.Season,
            WantsLatest = next.WantsLatest || (previous.WantsLatest && !next.HasTime),
            Numbers = next.Numbers.Count > 0 ? next.Numbers : ownTopics.Count > 0 ? [] : previous.Numbers,
            Aspects = new HashSet<Aspect>(previous.Aspects.Where(i => i is not (Aspect.Sources or Aspect.Compare)).Concat(next.Aspects)),
            Obstacles = next.Obstacles,
            Follows = true,
            Reading = null,
        };
        return ownTopics.Count > 0 ? merged with { Counted = null, Words = next.Words } : WithWords(merged, previous, next);
    }

    /// <summary>Whether a question is a single slot, or asks only for another side of something: its source, its time.</summary>
    private static bool IsBare(Question question)
    {
        if (question.Words.Count > 0 || question.Numbers.Count > 0 || question.Counted is not null)
            return false;
        var slots = (question.Names.Count > 0 ? 1 : 0) + (question.HasTime || question.WantsLatest ? 1 : 0);
        return question.Names.Count <= 1 && (slots == 1 || (slots == 0 && question.Aspects.Count > 0));
    }

    /// <summary>A name takes the place of one that it could be exchanged for.</summary>
    private static IReadOnlyList<NameSlot> Names(Question previous, Question next) =>
        next.Names.Count == 0
            ? previous.Names
            : [.. previous.Names.Where(old => !next.Names.Any(name => name.IsLike(old))), .. next.Names];

    /// <summary>After "how many journalists", "and lawyers?" counts lawyers; otherwise new words replace the old ones.</summary>
    private static Question WithWords(Question merged, Question previous, Question next)
    {
        if (next.Counted is not null)
            return merged with { Counted = next.Counted, Words = next.Words };
        if (next.Words.Count == 0)
            return merged;
        return previous.Counted is not null && next.Words is [var word]
            ? merged with { Counted = new CountedSlot(word.Typed, word.Units, [], word.Stems) }
            : merged with { Words = next.Words };
    }
}
