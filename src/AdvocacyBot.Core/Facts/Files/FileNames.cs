using AdvocacyBot.Core.Facts.Asking;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Looks up the names in a fact file among those stored and those that the file brings.</summary>
internal static class FileNames
{
    /// <summary>The one term of a name that is no topic: by its name in the file, by its label, by any of its names.</summary>
    public static KnownTerm? Find(NameDictionary names, string? name)
    {
        if (name is null)
            return null;
        if (names.BySlug(name) is { } bySlug)
            return bySlug;
        var named = names.Named(name).Where(t => t.Kind != TermKind.Topic).ToList();
        return named.Count <= 1 ? named.FirstOrDefault() : named.FirstOrDefault(t => t.Names.Any(n => n.Role == NameRole.Label && n.Text == name));
    }

    /// <summary>The stored names with those of a file beside them; new terms have no row yet.</summary>
    public static NameDictionary Merge(NameDictionary known, IEnumerable<TermEntry> added)
    {
        var terms = known.Terms.ToDictionary(t => t.Slug, StringComparer.Ordinal);
        var temporary = -1L;
        foreach (var entry in added)
        {
            terms[entry.Slug] = terms.TryGetValue(entry.Slug, out var old)
                ? old with { Names = [.. old.Names, .. entry.Names] }
                : new KnownTerm(temporary--, entry.Slug, entry.TermKind ?? TermKind.Org, entry.Names);
        }

        return new NameDictionary(terms.Values);
    }
}
