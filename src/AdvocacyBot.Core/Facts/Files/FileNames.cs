using AdvocacyBot.Core.Facts.Terms;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Looks up the names in a fact file among those stored and those that the file brings.</summary>
internal static class FileNames
{
    /// <summary>The only term with a name that is neither a topic nor a unit: by its slug, its label, or any of its names.</summary>
    public static KnownTerm? Find(NameDictionary names, string? name)
    {
        if (name is null)
            return null;
        if (names.BySlug(name) is { Kind: not (TermKind.Topic or TermKind.Unit) } bySlug)
            return bySlug;
        var named = names.Named(name).Where(t => t.Kind is not (TermKind.Topic or TermKind.Unit)).ToList();
        return named.Count <= 1 ? named.FirstOrDefault() : named.FirstOrDefault(t => t.Names.Any(n => n.Role == NameRole.Label && n.Text == name));
    }

    /// <summary>The stored names together with those of a file; new terms have no row yet.</summary>
    public static NameDictionary Merge(NameDictionary known, IEnumerable<TermEntry> added)
    {
        var terms = known.Terms.ToDictionary(t => t.Slug, StringComparer.Ordinal);
        var temporary = -1L;
        foreach (var entry in added)
        {
            terms[entry.Slug] = terms.TryGetValue(entry.Slug, out var old)
                ? old with { Names = [.. old.Names, .. entry.Names], Broader = [.. old.Broader.Union(entry.Broader, StringComparer.Ordinal)] }
                : new KnownTerm(temporary--, entry.Slug, entry.TermKind ?? TermKind.Org, entry.Names) { Broader = entry.Broader };
        }

        return new NameDictionary(terms.Values);
    }
}
