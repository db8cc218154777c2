using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>
/// Reads a question again with misspelled words corrected. A word is corrected only if no lexicon, name or claim contains it,
/// and only to a word of a name in the question's language. Pure.
/// </summary>
internal sealed class QuestionRepair(NameDictionary names)
{
    /// <summary>The words that may be misspelled, before anybody has looked into the claims.</summary>
    public static IReadOnlyList<string> Suspects(Question question) =>
        [.. Unread(question).Where(word => !char.IsAsciiDigit(word[0]) && LanguageNames.All.All(l => !LanguageLexicon.Of(l).Knows(word))).Distinct(StringComparer.Ordinal)];

    /// <param name="text">As typed.</param>
    /// <param name="first">Its first reading.</param>
    /// <param name="suspects">Words that no claim contains.</param>
    /// <param name="today">As for the first reading.</param>
    /// <returns>The new reading; or the words that may have been meant, if there are several.</returns>
    public (Question? Question, IReadOnlyList<string> Candidates) Run(string text, Question first, IReadOnlyCollection<string> suspects, DateOnly today)
    {
        var tokens = QuestionTokens.Split(text);
        var repaired = false;
        IReadOnlyList<string> candidates = [];
        foreach (var word in suspects)
        {
            var nearest = names.Spelling.Nearest(word, first.Language);
            if (nearest.Count > 1)
                candidates = nearest;
            repaired |= nearest.Count == 1 && Replace(tokens, word, nearest[0]);
        }

        foreach (var word in suspects.Where(tokens.Contains))
            repaired |= Beside(tokens, word, first.Language) is { } found && Replace(tokens, word, found);
        if (!repaired)
            return (null, candidates);

        var reading = string.Join(' ', tokens);
        var question = new QuestionReader(names).Read(reading, today, first.Language);
        return Unread(question).Count() < Unread(first).Count()
            ? (question with { Language = first.Language, IsLanguageClear = first.IsLanguageClear, Reading = reading }, [])
            : (null, candidates);
    }

    private string? Beside(List<string> tokens, string word, Language language)
    {
        var at = tokens.IndexOf(word);
        return (at > 0 ? names.Spelling.NearestBeside(word, tokens[at - 1], isBefore: true, language) : null)
            ?? (at + 1 < tokens.Count ? names.Spelling.NearestBeside(word, tokens[at + 1], isBefore: false, language) : null);
    }

    private static bool Replace(List<string> tokens, string word, string by)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at] == word)
                tokens[at] = by;
        }

        return true;
    }

    private static IEnumerable<string> Unread(Question question)
    {
        var counted = question.Counted is { Units.Count: 0, Topics.Count: 0 } other && question.Topics.All(t => t.Text != other.Typed)
            ? other.Typed.Split(' ')
            : [];
        return question.Words.Where(w => w.Units.Count == 0).SelectMany(w => w.Typed.Split(' '))
            .Concat(question.Phrases.SelectMany(p => p.Typed.Split(' ')))
            .Concat(counted);
    }
}
