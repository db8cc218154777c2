using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>
/// Every name of every term in every language, for finding the longest one in a question. All languages at once: a person in
/// Ottawa asks for Pérou in an English sentence.
/// </summary>
internal sealed class NameDictionary
{
    private readonly Dictionary<string, List<KnownTerm>> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<KnownTerm>> byHint = new(StringComparer.Ordinal);
    private readonly Dictionary<long, KnownTerm> byId;
    private readonly Dictionary<string, KnownTerm> bySlug;
    private readonly Lazy<NameSpelling> spelling;
    private readonly Lazy<ILookup<string, string>> longer;
    private readonly int longest = 1;

    public NameDictionary(IReadOnlyCollection<KnownTerm> terms)
    {
        byId = terms.ToDictionary(t => t.Id);
        bySlug = terms.ToDictionary(t => t.Slug, StringComparer.Ordinal);
        foreach (var term in terms)
        {
            foreach (var name in term.Names)
            {
                var into = name.Role == NameRole.Hint ? byHint : byName;
                if (!into.TryGetValue(name.Folded, out var same))
                    into[name.Folded] = same = [];
                if (!same.Contains(term))
                    same.Add(term);
                longest = Math.Max(longest, name.Folded.Count(c => c == ' ') + 1);
            }
        }

        // Made when they are first asked: reading a file of facts needs neither, and most questions are spelt well.
        spelling = new(() => new NameSpelling(byName));
        longer = new(() => byName.Where(n => n.Key.Contains(' ', StringComparison.Ordinal))
            .SelectMany(n => n.Key.Split(' ').Distinct().Select(word => (word, n.Key)))
            .ToLookup(n => n.word, n => n.Key, StringComparer.Ordinal));
    }

    /// <summary>What a misspelt word may have meant.</summary>
    public NameSpelling Spelling => spelling.Value;

    public IEnumerable<KnownTerm> Terms => byId.Values;

    public KnownTerm this[long id] => byId[id];

    public KnownTerm? BySlug(string slug) => bySlug.GetValueOrDefault(slug);

    /// <summary>The terms that a whole text names; empty where it names none.</summary>
    public IReadOnlyList<KnownTerm> Named(string text) => byName.GetValueOrDefault(QuestionTokens.Join(text)) ?? [];

    /// <summary>The topics that a question word leads to.</summary>
    public IReadOnlyList<KnownTerm> Hinted(string word) => byHint.GetValueOrDefault(word) ?? [];

    /// <summary>The longest name that begins at a token.</summary>
    /// <returns>How many tokens it takes, and what it names; 0 where no name begins there.</returns>
    public (int Length, IReadOnlyList<KnownTerm> Terms) LongestAt(IReadOnlyList<string> tokens, int at)
    {
        for (var length = Math.Min(longest, tokens.Count - at); length > 0; length--)
        {
            var name = length == 1 ? tokens[at] : string.Join(' ', tokens.Skip(at).Take(length));
            if (byName.TryGetValue(name, out var terms))
                return (length, terms);
        }

        return (0, []);
    }

    /// <summary>Other terms that have a label with this name inside it: Equatorial Guinea for Guinea.</summary>
    public IReadOnlyList<KnownTerm> Containing(string name) =>
        [.. longer.Value[name.Split(' ')[0]]
            .Where(other => other.Length > name.Length && $" {other} ".Contains($" {name} ", StringComparison.Ordinal))
            .SelectMany(other => byName[other])
            .Distinct()];
}

/// <summary>A term as questions and answers need it.</summary>
internal sealed record KnownTerm(long Id, string Slug, TermKind Kind, IReadOnlyList<KnownName> Names)
{
    private readonly string?[] labels =
        [.. LanguageNames.All.Select(language =>
            Names.Where(n => n.Role == NameRole.Label && n.Language == language).Select(n => n.Text).FirstOrDefault())];

    /// <summary>What answers in a language call it; in another language where it has no name in this one.</summary>
    public string Label(Language language) => labels[(int)language] ?? labels.FirstOrDefault(l => l is not null) ?? Slug;

    public bool Equals(KnownTerm? other) => other?.Id == Id;

    public override int GetHashCode() => Id.GetHashCode();
}

/// <summary>A name of a <see cref="KnownTerm"/>.</summary>
internal readonly record struct KnownName(Language Language, string Text, string Folded, NameRole Role);
