using System.Collections.Immutable;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace AdvocacyBot.TextKeys;

/// <summary>The keys in the resource files of a build, by the class that each file belongs to: <c>FactTexts.resx</c> to <c>FactTexts</c>.</summary>
internal sealed class ResourceKeys
{
    private readonly Dictionary<string, HashSet<string>> byOwner = new(StringComparer.Ordinal);

    public ResourceKeys(ImmutableArray<AdditionalText> files, CancellationToken ct)
    {
        foreach (var file in files)
        {
            var owner = Path.GetFileNameWithoutExtension(file.Path);
            // FactTexts.fr.resx is a translation.
            if (Path.GetExtension(file.Path) != ".resx" || owner.IndexOf('.') >= 0 || file.GetText(ct) is not { } text)
                continue;
            byOwner[owner] = [.. XDocument.Parse(text.ToString()).Root!.Elements("data").Select(d => (string)d.Attribute("name")!)];
        }
    }

    /// <summary>Whether a key that begins and ends like this has a text.</summary>
    /// <param name="owner">The class whose file is meant; null for any.</param>
    /// <param name="key">Of which parts may be unknown.</param>
    public bool Has(string? owner, KeyPattern key)
    {
        if (owner is null)
            return byOwner.Count == 0 || byOwner.Values.Any(keys => keys.Any(key.Matches));
        return !byOwner.TryGetValue(owner, out var own) || own.Any(key.Matches);
    }
}
