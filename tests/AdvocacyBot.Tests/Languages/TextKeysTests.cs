using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Tests.Languages;

/// <summary>A mistyped key fails here and not when somebody reads the text.</summary>
public sealed partial class TextKeysTests
{
    private static readonly Dictionary<string, IReadOnlyCollection<string>> Keys =
        TextOwners.All.ToDictionary(owner => owner.Name, owner => (IReadOnlyCollection<string>)[.. new Texts(owner).Own(Language.English).Keys], StringComparer.Ordinal);

    [Fact]
    public void Every_key_in_the_sources_has_a_text()
    {
        var uses = Sources().SelectMany(UsesIn).ToList();

        Assert.True(uses.Count > 300, "The search no longer finds the keys.");
        Assert.Empty(uses.Where(use => !use.Owners.Any(owner => Keys[owner].Contains(use.Key))).Select(use => $"{use.File}: {use.Key}"));
    }

    /// <summary>The keys that a file names literally. A local variable may stand for the texts of any class that the file names.</summary>
    private static IEnumerable<(string File, string Key, string[] Owners)> UsesIn(string file)
    {
        var text = File.ReadAllText(file);
        string[] named = [.. Owner().Matches(text).Select(m => m.Groups["owner"].Value).Where(Keys.ContainsKey).Distinct(StringComparer.Ordinal)];
        foreach (Match use in Use().Matches(text))
        {
            string[] owners = use.Groups["owner"] is { Success: true, Value: var owner } ? [owner] : named;
            yield return (Path.GetFileName(file), use.Groups["key"].Value, owners);
            if (use.Groups["count"].Success)
                yield return (Path.GetFileName(file), use.Groups["key"].Value + ".one", owners);
        }
    }

    private static IEnumerable<string> Sources([CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src"));
        return Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor" && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\b(?<owner>\w+Texts)\.All\b", RegexOptions.NonBacktracking)]
    private static partial Regex Owner();

    /// <summary>An indexer or a method of the texts, whose second argument is the key.</summary>
    [GeneratedRegex(@"\b((?<owner>\w+Texts)\.All|texts)(\[|\.Find\(|\.Format(?<count>Count)?\()\s*[\w.]+,\s*""(?<key>[^""{]+)""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Use();
}
