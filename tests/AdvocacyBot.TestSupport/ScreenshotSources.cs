using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace AdvocacyBot.TestSupport;

/// <summary>
/// The markup, styles and scripts that each picture of the documentation shows, and the digest of their content when it was taken,
/// in a file next to the pictures.
/// </summary>
internal static class ScreenshotSources
{
    private const string FileName = "taken-from.txt";

    private static readonly Dictionary<string, string[]> Patterns = new(StringComparer.Ordinal)
    {
        ["room"] = ["wwwroot/base.css", "wwwroot/room.css", "wwwroot/room.js", "wwwroot/messages.js", "wwwroot/moments.js", "Room/Pages/*.razor"],
        ["action"] = ["wwwroot/base.css", "wwwroot/pages.css", "wwwroot/page.js", "wwwroot/moments.js", "Pages/*.razor", "Public/Pages/ActionPage.razor"],
        ["desk"] =
        [
            "wwwroot/base.css", "wwwroot/pages.css", "wwwroot/page.js", "Pages/PageFrame.razor", "Desk/Pages/DeskFrame.razor", "Desk/Pages/SectionPage.razor",
            "Desk/Pages/CommandForm.razor",
        ],
    };

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>The digest of a picture's sources as they are now; null if the documentation has no such picture.</summary>
    /// <param name="name">The picture's, such as <c>room-light</c>.</param>
    public static string? DigestOf(string name)
    {
        if (!Patterns.TryGetValue(name.Split('-')[0], out var patterns))
            return null;

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var pattern in patterns)
        {
            var folder = Path.Combine(Root, "src", "AdvocacyBot.Web", Path.GetDirectoryName(pattern)!);
            string[] files = [.. Directory.EnumerateFiles(folder, Path.GetFileName(pattern)).Order(StringComparer.Ordinal)];
            if (files.Length == 0)
                throw new InvalidOperationException($"{pattern} does not exist; adapt the list of sources.");
            foreach (var file in files)
                digest.AppendData(Encoding.UTF8.GetBytes(File.ReadAllText(file).ReplaceLineEndings("\n")));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset())[..16];
    }

    /// <summary>What is recorded in a folder: the digest of each picture's sources when it was taken.</summary>
    public static SortedDictionary<string, string> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return new(File.Exists(path) ? File.ReadLines(path).Select(line => line.Split(' ')).ToDictionary(p => p[0], p => p[1]) : [], StringComparer.Ordinal);
    }

    public static void Record(string folder, string name)
    {
        if (DigestOf(name) is not { } digest)
            return;
        var all = Read(folder);
        all[name] = digest;
        File.WriteAllText(Path.Combine(folder, FileName), string.Concat(all.Select(entry => $"{entry.Key} {entry.Value}\n")));
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
