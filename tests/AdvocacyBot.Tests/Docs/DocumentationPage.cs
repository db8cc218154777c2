using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AdvocacyBot.Tests.Docs;

/// <summary>A page of the documentation with the commands that it prints and the files that it tells readers to save.</summary>
/// <param name="Name">Its path in the repository, with slashes.</param>
/// <param name="Text">Its Markdown.</param>
internal sealed partial record DocumentationPage(string Name, string Text)
{
    /// <summary>Languages of code blocks that hold commands. An indented block has no language and counts as one, too.</summary>
    private static readonly string[] Shells = ["sh", "bash", ""];

    /// <summary>Programs by which a command within a sentence is recognized.</summary>
    private static readonly string[] Programs =
        ["dotnet", "docker", "curl", "git", "mas-cli", "npm", "openssl", "pg_dump", "pg_restore", "sudo", "systemctl", "systemd-analyze", "systemd-creds", "tar"];

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    /// <summary>The pages for people who use, run or change the bot.</summary>
    public static IReadOnlyList<DocumentationPage> All { get; } = [.. new[] { "README.md" }.Concat(Below("docs")).Concat(Below(".github")).Select(Read)];

    /// <summary>The commands of the code blocks and within sentences, in the order of the page.</summary>
    public IReadOnlyList<DocumentedCommand> Commands { get; } = [.. FindCommands(Name, Text)];

    /// <summary>The files that readers save before they run a command: "Save this as `ours.yaml`:" above a code block.</summary>
    public IEnumerable<(string Name, string Content)> SavedFiles =>
        SavedFile().Matches(Text).Select(m => (m.Groups["name"].Value, m.Groups["content"].Value));

    public static DocumentationPage Read(string name) => new(name, File.ReadAllText(Path.Combine(Root, name)));

    private static IEnumerable<DocumentedCommand> FindCommands(string page, string text)
    {
        var (fence, isShell, continued) = (false, false, default(DocumentedCommand));
        var (number, isBlank, indentedBlock) = (0, true, false);
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                (isShell, fence) = (Shells.Contains(line.Trim()[3..]), !fence);
                continue;
            }

            var isIndented = line.StartsWith("    ", StringComparison.Ordinal) && !ListItem().IsMatch(line);
            indentedBlock = !fence && isIndented && (isBlank || indentedBlock);
            isBlank = line.Trim().Length == 0;
            if ((fence && isShell) || indentedBlock)
            {
                if (isBlank || line.TrimStart().StartsWith('#'))
                    continue;
                var command = continued is null ? new DocumentedCommand(page, number, line.Trim()) : continued with { Text = $"{continued.Text} {line.Trim()}" };
                continued = command.Text.EndsWith('\\') ? command with { Text = command.Text[..^1].Trim() } : null;
                if (continued is null && !command.IsOnlyAssignments)
                    yield return command;
            }
            else if (!fence)
            {
                foreach (Match span in CodeSpan().Matches(line))
                {
                    var command = new DocumentedCommand(page, number, span.Groups["code"].Value);
                    if (command.Words is [var program, _, ..] && Programs.Contains(program))
                        yield return command;
                }
            }
        }
    }

    private static IEnumerable<string> Below(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.md", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    [GeneratedRegex(@"^\s*([-*]|\d+\.)\s", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ListItem();

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"[Ss]ave this as `(?<name>[^`]+)`:\n\n```\w*\n(?<content>(.*\n)*?)```", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SavedFile();
}
