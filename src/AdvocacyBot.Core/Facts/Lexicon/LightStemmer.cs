using System.Collections.Concurrent;
using AdvocacyBot.Core.Languages;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Es;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.TokenAttributes;

namespace AdvocacyBot.Core.Facts.Lexicon;

/// <summary>
/// Reduces an inflected word to a stem, lightly: plurals, feminine endings and English -ed and -ing, but never a person to an
/// activity ("protesters" and "protests" stay apart). Takes folded words, so that a word typed without accents has the same
/// stem. Pure and thread-safe.
/// </summary>
internal static class LightStemmer
{
    /// <summary>Shorter stems say too little: "minas" would become "min".</summary>
    private const int MinLength = 4;

    private const int MaxCached = 20_000;

    /// <summary>The dictionary-based stemmer takes some microseconds a word, and texts repeat their words.</summary>
    private static readonly ConcurrentDictionary<string, string> EnglishVerbs = new(StringComparer.Ordinal);
    private static readonly EnglishMinimalStemmer English = new();
    private static readonly FrenchMinimalStemmer French = new();
    private static readonly SpanishLightStemmer Spanish = new();

    /// <param name="word">A folded word; numbers come back as they are.</param>
    public static string Stem(string word, Language language)
    {
        if (word.Length < MinLength || char.IsAsciiDigit(word[0]))
            return word;
        return language switch
        {
            Language.French => StemFrench(word),
            Language.Spanish => StemSpanish(word),
            _ => StemEnglish(word),
        };
    }

    private static string StemEnglish(string word)
    {
        if (!word.EndsWith("ed", StringComparison.Ordinal) && !word.EndsWith("ing", StringComparison.Ordinal))
            return Run(word, English.Stem);
        if (EnglishVerbs.TryGetValue(word, out var known))
            return known;
        if (EnglishVerbs.Count >= MaxCached)
            EnglishVerbs.Clear();
        return EnglishVerbs[word] = StemEnglishVerb(word);
    }

    private static string StemEnglishVerb(string word)
    {
        using var tokens = new KStemFilter(new KeywordTokenizer(new StringReader(word)));
        var term = tokens.GetAttribute<ICharTermAttribute>();
        tokens.Reset();
        return tokens.IncrementToken() ? term.ToString()! : word;
    }

    /// <summary>A final "ee" stands for "ée", which keeps "armée" (army) apart from "arme" (weapon).</summary>
    private static string StemFrench(string word)
    {
        var singular = word[^1] == 's' && word[^2] != 's' ? word[..^1] : word;
        return singular.EndsWith("ee", StringComparison.Ordinal)
            ? Run(string.Concat(singular.AsSpan(0, singular.Length - 2), "é"), French.Stem).Replace("é", "ee", StringComparison.Ordinal)
            : Run(singular, French.Stem);
    }

    private static string StemSpanish(string word)
    {
        var stem = Run(word, Spanish.Stem);
        return stem.Length >= MinLength ? stem : word[^1] == 's' ? word[..^1] : word;
    }

    private static string Run(string word, Func<char[], int, int> stem)
    {
        var letters = new char[word.Length + 1];
        word.CopyTo(letters);
        return new string(letters, 0, stem(letters, word.Length));
    }
}
