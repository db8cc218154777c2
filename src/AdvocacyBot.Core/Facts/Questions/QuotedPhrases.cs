using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>Takes quoted words out of a question: a claim has to contain them next to each other.</summary>
internal static class QuotedPhrases
{
    /// <returns>The phrases, and the rest of the question. A quoted name or time stays in the rest: it is still a name or a time.</returns>
    public static (IReadOnlyList<PhraseSlot> Phrases, string Unquoted) Take(
        string text, NameDictionary names, Language language, DateOnly today, QuestionTimes times)
    {
        var phrases = new List<PhraseSlot>();
        foreach (var word in Words.Split(text).Where(w => w.Quoted && IsClosed(text, w)).Reverse())
        {
            var tokens = QuestionTokens.Split(word.Value);
            var time = new TimeReader(tokens, language, today);
            if (tokens.Count == 0 || names.LongestAt(tokens, 0).Length == tokens.Count || time.Take(0, new QuestionTimes()) == tokens.Count)
                continue;

            phrases.Add(new PhraseSlot(
                string.Join(' ', tokens),
                [.. LanguageNames.All.Select(l => string.Join(' ', tokens.Select(token => SearchStem.Of(token, l)))).Distinct(StringComparer.Ordinal)]));
            TakeYears(tokens, time, times);
            text = string.Concat(text.AsSpan(0, word.Start), " ", text.AsSpan(word.End));
        }

        return (phrases, text);
    }

    /// <summary>A year inside a phrase is still a year: a claim of another one is not an answer.</summary>
    private static void TakeYears(List<string> tokens, TimeReader time, QuestionTimes times)
    {
        for (var at = 0; at < tokens.Count;)
            at += Math.Max(1, char.IsAsciiDigit(tokens[at][0]) ? time.Take(at, times) : 0);
    }

    private static bool IsClosed(string text, Word word) => word.End - word.Start > 1 && text[word.End - 1] is '"' or '”' or '“' or '»';
}

/// <summary>Words that a claim has to contain next to each other.</summary>
/// <param name="Typed">Folded.</param>
/// <param name="Stems">The stems in a row, in each language.</param>
internal sealed record PhraseSlot(string Typed, IReadOnlyList<string> Stems);
