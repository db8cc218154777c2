using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AdvocacyBot.Tests.Architecture;

/// <summary>The direction of the arrows between the folders, read from the sources themselves.</summary>
public sealed partial class ArrowsTests
{
    private static readonly string[] Below = ["Languages", "Settings", "Loops", "Store", "Processes", "Chat", "Secrets"];
    private static readonly string[] Feature = [.. Below, "Platforms", "Communities", "Inbox", "Commands", "Outbox", "Alerts"];

    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Languages"] = [],
        ["Settings"] = ["Languages"],
        ["Loops"] = [],
        ["Secrets"] = [],
        ["Store"] = ["Languages", "Secrets"],
        ["Processes"] = ["Loops", "Store"],
        ["Chat"] = ["Languages", "Loops", "Store"],
        ["Platforms"] = Below,
        ["Communities"] = [.. Below, "Platforms"],
        ["Inbox"] = [.. Below, "Communities"],
        ["Commands"] = [.. Below, "Platforms", "Communities", "Inbox", "Outbox"],
        ["Outbox"] = [.. Below, "Platforms", "Communities", "Inbox"],
        ["Alerts"] = [.. Below, "Platforms", "Communities", "Inbox", "Commands", "Outbox"],
        ["Backups"] = [.. Below, "Communities", "Alerts"],
        ["Articles"] = Feature,
        ["Facts"] = Feature,
        ["Mobilizations"] = Feature,
        ["Related"] = [.. Feature, "Articles", "Facts", "Mobilizations"],
    };

    [Fact]
    public void Core_uses_no_platform_and_a_folder_only_those_below_it()
    {
        var core = Path.Combine(Root(), "src", "AdvocacyBot.Core");
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(core, "*.cs", SearchOption.AllDirectories))
        {
            var parts = Path.GetRelativePath(core, file).Split(Path.DirectorySeparatorChar);
            if (parts[0] is "obj" or "bin" || parts.Length == 1 || parts.Contains("Migrations"))
                continue;
            var folder = parts[0];
            foreach (Match use in Use().Matches(File.ReadAllText(file)))
            {
                var used = use.Groups["folder"].Value;
                if (used != folder && MayUse.ContainsKey(used) && !MayUse[folder].Contains(used, StringComparer.Ordinal))
                    wrong.Add($"{Path.GetRelativePath(core, file)} uses {used}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_folder_has_a_name_that_says_nothing()
    {
        string[] empty = ["Helpers", "Managers", "Common", "Utils", "Services", "Interfaces", "Misc"];
        var folders = Directory.EnumerateDirectories(Path.Combine(Root(), "src"), "*", SearchOption.AllDirectories).Select(Path.GetFileName);
        Assert.Empty(folders.Intersect(empty, StringComparer.OrdinalIgnoreCase));
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex(@"AdvocacyBot\.Core\.(?<folder>\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex Use();
}
