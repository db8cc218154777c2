using System.Collections.Concurrent;
using System.Globalization;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts;

/// <summary>The texts that a question can be completed to: topics with their years, newest first, then names. Made once per language.</summary>
internal sealed class Phrases
{
    private readonly ConcurrentDictionary<Language, IReadOnlyList<Phrase>> made = new();

    public IReadOnlyList<Phrase> In(Language language, FactsMemory.Snapshot known) => made.GetOrAdd(language, _ =>
    [
        .. known.Topics.SelectMany(topic => Of(topic, known, language)).Select(text => Phrase.Of(text, isName: false)),
        .. known.Names.Terms.Where(t => t.Kind != TermKind.Topic).Select(t => Phrase.Of(t.Label(language), isName: true)),
    ]);

    private static IEnumerable<string> Of(KnownTerm topic, FactsMemory.Snapshot known, Language language)
    {
        var years = known.YearsOf(topic).Reverse().ToList();
        return years.Count == 0
            ? [topic.Label(language)]
            : years.Select(year => string.Create(CultureInfo.InvariantCulture, $"{topic.Label(language)} {year}"));
    }
}

/// <summary>A text to offer.</summary>
/// <param name="Text">As it is shown.</param>
/// <param name="Folded">Its words as questions are read.</param>
/// <param name="IsName">Whether it is a name alone.</param>
internal sealed record Phrase(string Text, string Folded, bool IsName)
{
    public static Phrase Of(string text, bool isName) => new(text, QuestionTokens.Join(text), isName);

    /// <summary>Whether one of its words begins with what was typed.</summary>
    public bool Continues(string typed)
    {
        for (var at = Folded.IndexOf(typed, StringComparison.Ordinal); at >= 0; at = Folded.IndexOf(typed, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || Folded[at - 1] == ' ')
                return true;
        }

        return typed.Length == 0;
    }
}
