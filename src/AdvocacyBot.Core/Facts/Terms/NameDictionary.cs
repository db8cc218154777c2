using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Terms;

/// <summary>
/// Every name of every term in every language, for finding the longest one in a question: exactly, then by stems. All languages
/// at once, because people mix them. A community's dictionary contains its own terms and refers to the one that all communities
/// share, so that a thousand communities keep the countries once. Immutable and thread-safe.
/// </summary>
internal sealed class NameDictionary
{
    private readonly Dictionary<string, List<NamedTerm>> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<NamedTerm>> byHint = new(StringComparer.Ordinal);
    private readonly Dictionary<long, KnownTerm> byId;
    private readonly Dictionary<string, KnownTerm> bySlug;
    private readonly NameDictionary? shared;

    /// <summary>The shared terms that this dictionary has its own version of.</summary>
    private readonly HashSet<long> replaced = [];
    private readonly Lazy<Dictionary<(Language Language, string Stems), List<NamedTerm>>> byStems;
    private readonly Lazy<NameSpelling> spelling;
    private readonly Lazy<ILookup<string, string>> longer;
    private readonly int longest = 1;

    /// <param name="terms">The dictionary's own.</param>
    /// <param name="shared">Those of all communities; its own terms replace the ones with the same row or slug.</param>
    public NameDictionary(IReadOnlyCollection<KnownTerm> terms, NameDictionary? shared = null)
    {
        this.shared = shared;
        byId = terms.ToDictionary(t => t.Id);
        bySlug = terms.ToDictionary(t => t.Slug, StringComparer.Ordinal);
        foreach (var term in terms)
        {
            if (shared?.BySlug(term.Slug) is { } same)
                replaced.Add(same.Id);
            foreach (var name in term.Names)
            {
                AddTo(name.Role == NameRole.Hint ? byHint : byName, name.Folded, new NamedTerm(term, name.Role, name.Language));
                longest = Math.Max(longest, name.Folded.Count(c => c == ' ') + 1);
            }
        }

        longest = Math.Max(longest, shared?.longest ?? 1);
        // Built on first use: importing a file needs none of these, and most questions are spelled well.
        byStems = new(IndexStems);
        spelling = new(() => new NameSpelling(terms, shared?.Spelling, replaced));
        longer = new(() => byName.Where(n => n.Key.Contains(' ', StringComparison.Ordinal))
            .SelectMany(n => n.Key.Split(' ').Distinct().Select(word => (word, n.Key)))
            .ToLookup(n => n.word, n => n.Key, StringComparer.Ordinal));
    }

    /// <summary>Suggests what a misspelled word may have meant.</summary>
    public NameSpelling Spelling => spelling.Value;

    /// <summary>The terms that belong to the community, or that it has added names to.</summary>
    public IReadOnlyCollection<KnownTerm> Own => byId.Values;

    public IEnumerable<KnownTerm> Terms => shared is null ? byId.Values : byId.Values.Concat(shared.Terms.Where(t => !replaced.Contains(t.Id)));

    public KnownTerm this[long id] => byId.TryGetValue(id, out var own) || shared is null ? own ?? throw new KeyNotFoundException($"There is no term {id}.") : shared[id];

    public KnownTerm? BySlug(string slug) => bySlug.GetValueOrDefault(slug) ?? shared?.BySlug(slug);

    /// <summary>The terms that a whole text names exactly, case and accents aside; empty if it names none.</summary>
    public IReadOnlyList<KnownTerm> Named(string text) => Exact(QuestionTokens.Join(text)) is { } named ? [.. named.Select(n => n.Term).Distinct()] : [];

    /// <summary>The topics that a question word leads to.</summary>
    public IReadOnlyList<KnownTerm> Hinted(string word) =>
        Join(byHint.GetValueOrDefault(word), shared?.byHint.GetValueOrDefault(word)) is { } named ? [.. named.Select(n => n.Term).Distinct()] : [];

    /// <summary>The longest name that begins at a token, exactly or else by its stems.</summary>
    /// <returns>How many tokens it takes, what it names, and whether exactly; 0 if no name begins there.</returns>
    public (int Length, IReadOnlyList<NamedTerm> Terms, bool IsExact) LongestAt(IReadOnlyList<string> tokens, int at)
    {
        for (var length = Math.Min(longest, tokens.Count - at); length > 0; length--)
        {
            var phrase = LanguageLexicon.Phrase(tokens, at, length);
            var alike = ByStems(tokens, at, length);
            if (Exact(phrase) is { } exact)
                return (length, alike is null ? exact : [.. exact, .. alike.Where(a => IsGeneral(a.Term) && exact.Any(e => IsGeneral(e.Term)) && exact.All(e => e.Term != a.Term))], true);
            if (alike is not null)
                return (length, alike, false);
        }

        return (0, [], true);
    }

    /// <summary>Other terms whose label contains this name: Equatorial Guinea for Guinea.</summary>
    public IReadOnlyList<KnownTerm> Containing(string name) =>
        [.. LongerThan(name.Split(' ')[0])
            .Where(other => other.Length > name.Length && $" {other} ".Contains($" {name} ", StringComparison.Ordinal))
            .SelectMany(other => Exact(other) ?? [])
            .Where(named => named.Role == NameRole.Label)
            .Select(named => named.Term)
            .Distinct()];

    /// <summary>Whether a term is another one, or a part or kind of it at any depth.</summary>
    public bool IsA(KnownTerm term, KnownTerm other) => term == other || Ancestors(term).Contains(other);

    /// <summary>The terms that this one is a part or kind of, nearest first.</summary>
    public IReadOnlyList<KnownTerm> Ancestors(KnownTerm term)
    {
        if (term.Broader.Count == 0)
            return [];
        var found = new List<KnownTerm>();
        var waiting = new Queue<KnownTerm>([term]);
        while (waiting.TryDequeue(out var next))
        {
            foreach (var broader in next.Broader.Select(BySlug).OfType<KnownTerm>().Where(b => b != term && !found.Contains(b)))
            {
                found.Add(broader);
                waiting.Enqueue(broader);
            }
        }

        return found;
    }

    private IEnumerable<string> LongerThan(string word) => shared is null ? longer.Value[word] : longer.Value[word].Union(shared.LongerThan(word));

    private IReadOnlyList<NamedTerm>? Exact(string phrase) => Join(byName.GetValueOrDefault(phrase), shared?.Exact(phrase));

    private IReadOnlyList<NamedTerm>? StemsAt(Language language, string stems) =>
        Join(byStems.Value.GetValueOrDefault((language, stems)), shared?.StemsAt(language, stems));

    /// <summary>The terms of the community's own names and of the shared ones; null for none.</summary>
    private IReadOnlyList<NamedTerm>? Join(List<NamedTerm>? own, IReadOnlyList<NamedTerm>? others)
    {
        if (others is null)
            return own;
        var rest = replaced.Count == 0 ? others : [.. others.Where(n => !replaced.Contains(n.Term.Id))];
        if (own is null)
            return rest.Count == 0 ? null : rest;
        return rest.Count == 0 ? own : [.. own, .. rest.Except(own)];
    }

    private static bool IsGeneral(KnownTerm term) => term.Kind is TermKind.Topic or TermKind.Unit;

    /// <summary>Countries have no inflections of their own, and short words have too many neighbors.</summary>
    private List<NamedTerm>? ByStems(IReadOnlyList<string> tokens, int at, int length)
    {
        if (length == 1 && tokens[at].Length < 4)
            return null;
        List<NamedTerm>? found = null;
        foreach (var language in LanguageNames.All)
        {
            if (StemsAt(language, Stems(tokens.Skip(at).Take(length), language)) is { } alike)
                (found ??= []).AddRange(alike.Where(n => !found.Exists(f => f.Term == n.Term && f.Role == n.Role)));
        }

        return found;
    }

    private Dictionary<(Language Language, string Stems), List<NamedTerm>> IndexStems()
    {
        var index = new Dictionary<(Language, string), List<NamedTerm>>();
        foreach (var term in byId.Values.Where(t => t.Kind != TermKind.Country))
        {
            foreach (var name in term.Names.Where(n => n.Role is not (NameRole.Hint or NameRole.Abbreviation) && n.Folded.Length >= 4))
                AddTo(index, (name.Language, Stems(name.Folded.Split(' '), name.Language)), new NamedTerm(term, name.Role, name.Language));
        }

        return index;
    }

    private static string Stems(IEnumerable<string> words, Language language) =>
        string.Join(' ', words.Select(word => LightStemmer.Stem(word, language)));

    private static void AddTo<TKey, TValue>(Dictionary<TKey, List<TValue>> index, TKey key, TValue value)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var same))
            index[key] = same = [];
        if (!same.Contains(value))
            same.Add(value);
    }
}

/// <summary>A term by one of its names.</summary>
internal readonly record struct NamedTerm(KnownTerm Term, NameRole Role, Language Language)
{
    /// <summary>Whether the name says something about the language of a text.</summary>
    public bool IsTranslated => Term.IsTranslated;
}
