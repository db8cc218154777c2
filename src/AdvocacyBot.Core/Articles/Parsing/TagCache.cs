using System.Runtime.CompilerServices;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// Remembers the meanings of the element names of one document. Both kinds of markup return the same string for the same name, so
/// comparing references is enough, and several times faster than comparing characters.
/// </summary>
internal sealed class TagCache
{
    private const int MaxCount = 1_000;
    private readonly Dictionary<(string Namespace, string Name), Tag> known = new(new SameReferences());

    public Tag Find(IMarkup markup)
    {
        var key = (markup.Namespace, markup.Name);
        if (known.TryGetValue(key, out var tag))
            return tag;

        tag = Vocabulary.Find(markup.Namespace, markup.Prefix, markup.Name);
        if (known.Count < MaxCount)
            known[key] = tag;
        return tag;
    }

    private sealed class SameReferences : IEqualityComparer<(string Namespace, string Name)>
    {
        public bool Equals((string Namespace, string Name) x, (string Namespace, string Name) y) =>
            ReferenceEquals(x.Name, y.Name) && ReferenceEquals(x.Namespace, y.Namespace);

        public int GetHashCode((string Namespace, string Name) names) =>
            RuntimeHelpers.GetHashCode(names.Name) ^ (RuntimeHelpers.GetHashCode(names.Namespace) << 3);
    }
}
