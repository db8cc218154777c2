using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>
/// Finds what "how many" counts: the head of the noun phrase next to it, such as "defenders" in "how many Mexican defenders were
/// infected". A verb right after it ("how many died") leaves it open. Pure.
/// </summary>
internal sealed class CountReader(IReadOnlyList<Piece> pieces, Language language)
{
    /// <summary>Index of the piece that is counted; -1 if the question does not say.</summary>
    public int Head()
    {
        var at = pieces.Index().FirstOrDefault(p => p.Item.Names.Count == 0 && p.Item.Is(WordClass.HowMany), (-1, null!)).Index;
        if (at < 0)
            return -1;
        var after = After(at);
        if (after >= 0)
            return after;
        // "delegation count", "la CCC a amené combien".
        return at > 0 && IsNoun(pieces[at - 1]) && pieces[at - 1].Names.Count > 0 ? at - 1 : -1;
    }

    private int After(int at)
    {
        var head = -1;
        for (var next = at + 1; next < pieces.Count; next++)
        {
            var piece = pieces[next];
            if (IsNoun(piece))
            {
                head = next;
                // The head of an English phrase is its last noun; elsewhere adjectives follow it.
                if (language != Language.English)
                    return head;
            }
            else if (head >= 0 && (!piece.IsSilent || piece.Is(WordClass.Preposition)))
            {
                return head;
            }
            else if (head < 0 && !piece.IsSilent && !piece.IsName && piece.Class != WordClass.Total)
            {
                return language == Language.French ? AfterOf(next) : -1;
            }
        }

        return head;
    }

    /// <summary>French lets the verb come between: "combien CADSI a-t-elle compté d'ambassades".</summary>
    private int AfterOf(int at)
    {
        for (var next = at + 1; next < pieces.Count; next++)
        {
            if (IsNoun(pieces[next]) && pieces[next].Names.Count > 0 && pieces[next - 1].Text is "d" or "de")
                return next;
        }

        return -1;
    }

    private static bool IsNoun(Piece piece) => piece.IsContent && !piece.IsName && !piece.IsTopicVerb && piece.Class != WordClass.Total;
}
