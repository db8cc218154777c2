using AdvocacyBot.Core.Facts.Lexicon;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>Finds the words of a question that no stored fact can answer: negations, comparisons, opinions and so on. Pure.</summary>
internal sealed class ObstacleReader(IReadOnlyList<Piece> pieces, QuestionTimes times, HashSet<Aspect> aspects)
{
    /// <summary>How far behind a comparison its number may be: "more than some 17".</summary>
    private const int MaxGap = 3;

    public IReadOnlyList<Obstacle> Read()
    {
        var found = new List<Obstacle>();
        var why = pieces.FirstOrDefault(p => p.Names.Count == 0 && p.Is(WordClass.Why));
        var differ = pieces.Any(p => p.Names.Count == 0 && p.Is(WordClass.Differ));
        if (differ && (why is not null || !aspects.Contains(Aspect.HowMany)))
            aspects.Add(Aspect.Differ);
        else if (why is not null)
            found.Add(new Obstacle(ObstacleKind.Reason, why.Text));

        for (var at = 0; at < pieces.Count; at++)
        {
            var piece = pieces[at];
            if (piece.Names.Count == 0 && !piece.IsTime && KindOf(piece, at) is { } kind)
                found.Add(new Obstacle(kind, piece.Text));
        }

        return found;
    }

    private ObstacleKind? KindOf(Piece piece, int at)
    {
        if (piece.Is(WordClass.Negation))
            return ObstacleKind.Negation;
        if (piece.Is(WordClass.MoreThan | WordClass.LessThan | WordClass.AtLeast | WordClass.AtMost))
            return Comparison(piece, at);
        if (piece.Is(WordClass.Superlative))
            return ObstacleKind.Superlative;
        if (piece.Is(WordClass.Only))
            return ObstacleKind.Exclusive;
        if (piece.Is(WordClass.Modal))
            return ObstacleKind.Duty;
        if (piece.Is(WordClass.Opinion))
            return ObstacleKind.Opinion;
        // "How many were on both lists" asks for what the lists share.
        return piece.Is(WordClass.Aggregate) || (piece.Is(WordClass.Both) && aspects.Contains(Aspect.HowMany) && pieces.Count(p => p.IsName) < 2) ? ObstacleKind.Arithmetic : null;
    }

    /// <summary>"More" before a number compares; between two years it asks to see both; a word such as "over" may mean nothing.</summary>
    private ObstacleKind? Comparison(Piece piece, int at)
    {
        if (pieces.Skip(at + 1).Take(MaxGap).Any(p => p.Number is not null) || (piece.Is(WordClass.AtLeast | WordClass.AtMost) && at > 0 && pieces[at - 1].Number is not null))
            return ObstacleKind.Comparison;
        if (piece.Is(WordClass.Function | WordClass.Preposition))
            return null;
        if (times.Times.Count + (2 * times.Ranges.Count) < 2)
            return ObstacleKind.Comparison;
        aspects.Add(Aspect.Compare);
        return null;
    }
}
