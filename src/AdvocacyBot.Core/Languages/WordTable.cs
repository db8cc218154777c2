using System.Collections.Frozen;

namespace AdvocacyBot.Core.Languages;

/// <summary>Some of the three languages.</summary>
[Flags]
internal enum LanguageSet
{
    None = 0,
    English = 1,
    French = 2,
    Spanish = 4,
    All = English | French | Spanish,
}

/// <summary>One word or phrase of a <see cref="WordTable{T}"/>.</summary>
/// <param name="Phrase">As written in the table, with accents.</param>
/// <param name="Language">A phrase that two languages share has an entry for each.</param>
/// <param name="Meaning">What it says.</param>
internal sealed record WordEntry<T>(string Phrase, Language Language, T Meaning);

/// <summary>A phrase found in a text.</summary>
/// <param name="Meaning">What it says.</param>
/// <param name="Languages">The languages in which it says so.</param>
/// <param name="Next">Index of the token after it.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct WordMatch<T>(T Meaning, LanguageSet Languages, int Next);

/// <summary>
/// Words and phrases of three languages with one meaning each. Case, accents, dots of abbreviations, apostrophes and hyphens
/// make no difference. Immutable and thread-safe.
/// </summary>
internal sealed class WordTable<T>
    where T : notnull
{
    private readonly FrozenDictionary<string, WordMatch<T>> meanings;
    private readonly int longest;

    /// <param name="rows">Each meaning with its phrases, separated by "|".</param>
    /// <exception cref="ArgumentException">A phrase has two meanings.</exception>
    public WordTable(params ReadOnlySpan<(T Meaning, string English, string French, string Spanish)> rows)
    {
        var entries = new List<WordEntry<T>>();
        foreach (var (meaning, english, french, spanish) in rows)
        {
            Add(meaning, Language.English, english);
            Add(meaning, Language.French, french);
            Add(meaning, Language.Spanish, spanish);
        }

        Entries = entries;
        meanings = entries
            .GroupBy(entry => KeyOf(entry.Phrase), StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, One, StringComparer.Ordinal);
        longest = meanings.Count == 0 ? 0 : meanings.Keys.Max(key => key.Split(' ').Length);

        void Add(T meaning, Language language, string phrases)
        {
            foreach (var phrase in phrases.Split('|', StringSplitOptions.RemoveEmptyEntries))
                entries.Add(new WordEntry<T>(phrase, language, meaning));
        }
    }

    /// <summary>Every phrase, in the order of the table.</summary>
    public IReadOnlyList<WordEntry<T>> Entries { get; }

    /// <summary>The phrase that a whole text is, or null if it is not in the table.</summary>
    public WordMatch<T>? Match(string text) =>
        meanings.TryGetValue(text, out var exact) || meanings.TryGetValue(KeyOf(text), out exact) ? exact : null;

    /// <summary>The phrases that begin at a token, the longest first.</summary>
    public IEnumerable<WordMatch<T>> At(TokenList tokens, int at)
    {
        for (var words = longest; words > 0; words--)
        {
            if (KeyAt(tokens, at, words) is var (key, next) && meanings.TryGetValue(key, out var match))
                yield return match with { Next = next };
        }
    }

    /// <summary>The longest phrase that begins at a token, or null.</summary>
    public WordMatch<T>? LongestAt(TokenList tokens, int at)
    {
        foreach (var match in At(tokens, at))
            return match;
        return null;
    }

    private static WordMatch<T> One(IGrouping<string, WordEntry<T>> entries)
    {
        var languages = LanguageSet.None;
        foreach (var entry in entries)
            languages |= entry.Language.AsSet;
        return entries.Select(entry => entry.Meaning).Distinct().Count() == 1
            ? new WordMatch<T>(entries.First().Meaning, languages, 0)
            : throw new ArgumentException($"\"{entries.Key}\" has two meanings.");
    }

    private static string KeyOf(string phrase) => new TokenList(phrase).Plain();

    /// <summary>A number of words from a token on, with a hyphen between two of them skipped.</summary>
    private static (string Key, int Next)? KeyAt(TokenList tokens, int at, int words)
    {
        var key = "";
        for (var taken = 0; taken < words; taken++)
        {
            if (taken > 0 && tokens.At(at) is { } sign && sign.IsSign('-') && tokens.IsGlued(at) && tokens.IsGlued(at + 1))
                at++;
            if (tokens.At(at) is not { Kind: not TokenKind.Sign } token)
                return null;
            key = taken == 0 ? token.Text : $"{key} {token.Text}";
            at++;
        }

        return (key, at);
    }
}

internal static class WordTables
{
    extension<T>(WordTable<T> table)
        where T : struct
    {
        /// <summary>The meaning of a whole text, or null if it is not in the table.</summary>
        public T? Find(string text) => table.Match(text)?.Meaning;
    }

    extension(Language language)
    {
        public LanguageSet AsSet => (LanguageSet)(1 << (int)language);
    }
}
