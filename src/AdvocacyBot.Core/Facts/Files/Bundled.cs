using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>The files that the bot comes with.</summary>
internal static class Bundled
{
    /// <summary>The names that every group needs: units and countries. All communities read them and none can change them.</summary>
    public static readonly IReadOnlyList<string> Shared = ["units.yaml", "countries.yaml"];

    /// <summary>The example facts with their topics and names; each file needs only those before it.</summary>
    public static readonly IReadOnlyList<string> Examples = ["topics.yaml", "names.yaml", "facts.yaml"];

    private static readonly ConcurrentDictionary<string, string> Digests = new(StringComparer.Ordinal);

    public static StreamReader Open(string name) => new(Bytes(name));

    /// <summary>Of its bytes, so that telling that nothing is new reads no text.</summary>
    public static string DigestOf(string name) => Digests.GetOrAdd(name, static name =>
    {
        using var bytes = Bytes(name);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    });

    /// <summary>Several files as one: each needs the names of those before it.</summary>
    public static FactFile Read(IEnumerable<string> names)
    {
        var whole = new FactFile();
        foreach (var name in names)
        {
            using var text = Open(name);
            whole.Add(FactFile.ReadYaml(text));
        }

        return whole;
    }

    /// <exception cref="InvalidOperationException">A file of the bot's own does not compile.</exception>
    public static void ThrowIfWrong(IEnumerable<string> names, IEnumerable<FactProblem> problems)
    {
        if (problems.FirstOrDefault(p => p.IsError) is { } problem)
            throw new InvalidOperationException($"A bundled file is wrong: {problem.Write(string.Join(", ", names), Languages.Language.English)}");
    }

    private static Stream Bytes(string name) =>
        typeof(Bundled).Assembly.GetManifestResourceStream($"AdvocacyBot.Core.Facts.Bundled.{name}")
        ?? throw new InvalidOperationException($"{name} is not in the assembly.");
}
