using AdvocacyBot.Core.Chat;


namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>Takes what stands between quotation marks out of a question: its words have to stand next to each other in the claim.</summary>
internal static class QuotedPhrases
{
    /// <returns>The rest of the question. A name or a time in quotation marks stays there: it is still a name or a time.</returns>
    public static string Take(string text, NameDictionary names, DateOnly today, QuestionDraft reading)
    {
        foreach (var word in Words.Split(text).Where(w => w.Quoted && IsClosed(text, w)).Reverse())
        {
            var tokens = QuestionTokens.Split(word.Value);
            if (tokens.Count == 0 || names.LongestAt(tokens, 0).Length == tokens.Count || TimeReader.Take(tokens, 0, today, new QuestionDraft()) == tokens.Count)
                continue;

            reading.Phrases.Add(Stems.Search([word.Value]));
            reading.Typed.AddRange(tokens);
            TakeTimes(tokens, today, reading);
            text = string.Concat(text.AsSpan(0, word.Start), " ", text.AsSpan(word.End));
        }

        return text;
    }

    /// <summary>A year inside a phrase is a year all the same: what is of another one is no answer.</summary>
    private static void TakeTimes(List<string> tokens, DateOnly today, QuestionDraft reading)
    {
        for (var at = 0; at < tokens.Count;)
            at += Math.Max(1, char.IsAsciiDigit(tokens[at][0]) ? TimeReader.Take(tokens, at, today, reading) : 0);
    }

    private static bool IsClosed(string text, Word word) => word.End - word.Start > 1 && text[word.End - 1] is '"' or '”' or '“' or '»';
}
