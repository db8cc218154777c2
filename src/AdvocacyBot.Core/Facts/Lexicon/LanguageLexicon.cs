using System.Collections.Frozen;
using System.Runtime.InteropServices;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Lexicon;

/// <summary>
/// The small words of one language, read from its lexicon file: what each does in a question, and which words mean the same.
/// Immutable and thread-safe.
/// </summary>
internal sealed class LanguageLexicon
{
    private static readonly Lazy<LanguageLexicon[]> Loaded = new(() => [.. LanguageNames.All.Select(LexiconReader.Read)]);

    private readonly FrozenDictionary<string, LexiconEntry> entries;
    private readonly FrozenDictionary<string, IReadOnlyList<string>> synonyms;
    private readonly FrozenDictionary<string, string> currencies;
    private readonly FrozenSet<string> words;
    private readonly int longest;

    /// <param name="language">Whose words they are.</param>
    /// <param name="entries">Folded phrases with what they do.</param>
    /// <param name="synonyms">Lines of words that mean the same.</param>
    /// <param name="currencies">Folded names of currencies with their ISO 4217 codes.</param>
    /// <param name="verbEndings">Endings that mark a finite verb, with their accents.</param>
    public LanguageLexicon(
        Language language,
        IReadOnlyDictionary<string, LexiconEntry> entries,
        IReadOnlyList<IReadOnlyList<string>> synonyms,
        IReadOnlyDictionary<string, string> currencies,
        IReadOnlyList<string> verbEndings)
    {
        Language = language;
        VerbEndings = verbEndings;
        this.entries = entries.ToFrozenDictionary(StringComparer.Ordinal);
        longest = entries.Keys.Max(phrase => phrase.Count(c => c == ' ') + 1);
        this.currencies = currencies.ToFrozenDictionary(StringComparer.Ordinal);
        words = entries.Keys.Concat(currencies.Keys).SelectMany(phrase => phrase.Split(' ')).ToFrozenSet(StringComparer.Ordinal);
        this.synonyms = synonyms
            .SelectMany(line => line.Select(word => (Word: StemOf(word), Line: line)))
            .GroupBy(pair => pair.Word, StringComparer.Ordinal)
            .ToFrozenDictionary(
                group => group.Key,
                group => (IReadOnlyList<string>)[.. group.SelectMany(pair => pair.Line).Where(word => !word.Contains(' ', StringComparison.Ordinal)).Select(StemOf).Distinct(StringComparer.Ordinal)],
                StringComparer.Ordinal);
    }

    public Language Language { get; }

    /// <summary>Endings that mark a finite verb, with their accents: a name next to one is its subject.</summary>
    public IReadOnlyList<string> VerbEndings { get; }

    public static LanguageLexicon Of(Language language) => Loaded.Value[(int)language];

    /// <summary>The longest phrase that begins at a token and is not only an expression of time; its length is 0 if there is none.</summary>
    public (int Length, WordClass Class) LongestAt(IReadOnlyList<string> tokens, int at)
    {
        for (var length = Math.Min(longest, tokens.Count - at); length > 0; length--)
        {
            if (entries.TryGetValue(Phrase(tokens, at, length), out var entry) && entry.Words != WordClass.None)
                return (length, entry.Words);
        }

        return (0, WordClass.None);
    }

    /// <summary>The longest expression of time that begins at a token; its length is 0 if there is none.</summary>
    public (int Length, TimeWord Word) LongestTimeAt(IReadOnlyList<string> tokens, int at)
    {
        for (var length = Math.Min(longest, tokens.Count - at); length > 0; length--)
        {
            if (entries.TryGetValue(Phrase(tokens, at, length), out var entry) && entry.Times != TimeWord.None)
                return (length, entry.Times);
        }

        return (0, TimeWord.None);
    }

    /// <summary>The ISO 4217 code of a currency that begins at a token, and how many tokens its name takes; null if there is none.</summary>
    public (int Length, string? Currency) CurrencyAt(IReadOnlyList<string> tokens, int at)
    {
        for (var length = Math.Min(2, tokens.Count - at); length > 0; length--)
        {
            if (currencies.TryGetValue(Phrase(tokens, at, length), out var code))
                return (length, code);
        }

        return (0, null);
    }

    /// <summary>Whether a word is in a phrase of the lexicon, so that it is not a misspelling.</summary>
    public bool Knows(string word) => words.Contains(word);

    /// <summary>The stems that mean the same as a stem, itself included.</summary>
    public IReadOnlyList<string> SameAs(string stem) => synonyms.GetValueOrDefault(stem) ?? [stem];

    /// <summary>Tokens joined by single spaces.</summary>
    public static string Phrase(IReadOnlyList<string> tokens, int at, int length) => length switch
    {
        1 => tokens[at],
        2 => $"{tokens[at]} {tokens[at + 1]}",
        _ => string.Join(' ', tokens.Skip(at).Take(length)),
    };

    private string StemOf(string word) => LightStemmer.Stem(word, Language);
}

/// <summary>The function of a phrase in a question, and in an expression of time.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LexiconEntry(WordClass Words, TimeWord Times);
