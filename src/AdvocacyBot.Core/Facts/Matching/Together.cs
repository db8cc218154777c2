using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Matching;

/// <summary>The groups that a figure counts together: "people killed or injured", "tuées ou blessées". Pure.</summary>
internal sealed class Together(ClaimView claim)
{
    /// <summary>Whether the question names one of two things that the figure counts together, and not the other.</summary>
    public bool HasOnlyPart(Question question)
    {
        var asked = Asked(question);
        return asked.Count > 0 && Pairs().Any(pair => asked.Contains(pair.First) != asked.Contains(pair.Second));
    }

    /// <summary>Whether the question names both of two things that the figure counts together.</summary>
    public bool HasBoth(Question question)
    {
        var asked = Asked(question);
        return asked.Count > 1 && Pairs().Any(pair => asked.Contains(pair.First) && asked.Contains(pair.Second));
    }

    private HashSet<string> Asked(Question question) =>
        question.Words
            .Concat(question.Topics.Where(t => !t.Terms.Contains(claim.Topic)).SelectMany(t => t.Words))
            .SelectMany(w => w.Stems)
            .Concat(question.Counted?.Stems ?? [])
            .ToHashSet(StringComparer.Ordinal);

    private IEnumerable<(string First, string Second)> Pairs() =>
        claim.Claim.Texts.Where(t => t.Scope is not null).SelectMany(text => Pairs(text.Scope!, text.Language));

    /// <summary>The stems around each "or" and "and" in front of the first preposition.</summary>
    private static IEnumerable<(string First, string Second)> Pairs(string scope, Language language)
    {
        var tokens = QuestionTokens.Split(scope);
        var lexicon = LanguageLexicon.Of(language);
        for (var at = 1; at < tokens.Count - 1; at++)
        {
            var (length, word) = lexicon.LongestAt(tokens, at);
            if (length == 0)
                continue;
            if ((word & (WordClass.Or | WordClass.And)) == WordClass.None)
                yield break;
            if (IsContent(tokens, at - 1, lexicon) && IsContent(tokens, at + 1, lexicon))
                yield return (SearchStem.Of(tokens[at - 1], language), SearchStem.Of(tokens[at + 1], language));
        }
    }

    private static bool IsContent(List<string> tokens, int at, LanguageLexicon lexicon) => lexicon.LongestAt(tokens, at).Length == 0;
}
