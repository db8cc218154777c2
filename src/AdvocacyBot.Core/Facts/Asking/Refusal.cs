using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>Says that there is no fact, and helps on: the word that nothing matches, the years held, without any figure.</summary>
internal static class Refusal
{
    private const int MostNamed = 6;

    public static async Task<AnswerOutcome> WriteAsync(
        Question question, FactsMemory.Snapshot known, FindClaims find, Language language, CancellationToken ct)
    {
        var texts = FactTexts.All;
        var blocks = new List<Block> { new Paragraph(texts[language, "none"]) };
        if (question.Repaired is { } reading)
            blocks.Insert(0, new Paragraph(texts.Format(language, "readas", reading)));
        if (question.WantsArithmetic)
            blocks.Add(new Paragraph(texts[language, "none.arithmetic"]));
        if (question.Typed.Count > 0)
        {
            var words = string.Join(", ", question.Typed.Distinct(StringComparer.Ordinal).Take(MostNamed).Select(w => SafeText.Shorten(w, 40)));
            blocks.Add(new Paragraph(texts.Format(language, "none.words", words)));
        }

        if (await HeldAsync(question, known, find, language, ct) is { } held)
            blocks.Add(new Paragraph(held));
        if (question.Names.Count > 0 && question.Topics.Count > 0 && await HasOpenListAsync(question, known, find, ct))
            blocks.Add(new Paragraph(texts[language, "none.openlist"]));
        blocks.Add(new Paragraph(texts[language, "none.noted"]));
        return new AnswerOutcome(AnswerKind.None, new Reply(blocks) { Language = language, Understood = false }, []);
    }

    /// <summary>What is held for the topics or the names alone.</summary>
    private static async Task<string?> HeldAsync(
        Question question, FactsMemory.Snapshot known, FindClaims find, Language language, CancellationToken ct)
    {
        var texts = FactTexts.All;
        if (question.Topics.Count > 0 && !question.IsHinted)
        {
            var lines = question.Topics.SelectMany(t => t.Terms).Distinct().Take(3)
                .Select(topic => (topic, Times: Suggestions.Times(known.HeldOn(topic).Select(h => h.When), language)))
                .Where(line => line.Times.Length > 0)
                .Select(line => texts.Format(language, "held.topic", line.topic.Label(language), line.Times))
                .ToList();
            return lines.Count == 0 ? null : string.Join('\n', lines);
        }

        var narrowest = question.Participants.FirstOrDefault();
        if (narrowest is null)
            return null;
        var found = await find.RunAsync(new Question { Names = [narrowest] }, known, ct);
        return found.Count == 0 ? null : Suggestions.HeldOn(narrowest.Terms[0], found, language);
    }

    private static async Task<bool> HasOpenListAsync(Question question, FactsMemory.Snapshot known, FindClaims find, CancellationToken ct)
    {
        var events = question.Names.Where(n => n.Terms.Any(t => t.Kind == TermKind.Event)).ToList();
        var lists = await find.RunAsync(new Question { Topics = question.Topics, Names = events, Times = question.Times }, known, ct);
        return lists.Any(c => c.Claim.ListComplete == false);
    }
}
