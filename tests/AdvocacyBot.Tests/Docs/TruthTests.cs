using System.Text.RegularExpressions;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Settings;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Docs;

/// <summary>What the documentation names exists, and what exists is documented.</summary>
public sealed partial class TruthTests
{
    private static readonly string AllText = string.Concat(DocumentationPage.All.Select(p => p.Text));

    [Fact]
    public void Every_link_leads_to_a_file_and_a_heading()
    {
        var broken =
            from page in DocumentationPage.All
            from Match link in Link().Matches(page.Text)
            let target = link.Groups["target"].Value
            where !target.Contains("://", StringComparison.Ordinal) && !Leads(page, target)
            select $"{page.Name}: {target}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_type_that_the_architecture_names_exists()
    {
        var types = string.Join('\n', Directory.EnumerateFiles(Path.Combine(DocumentationPage.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(DocumentationPage.Root, "tests"), "*.cs", SearchOption.AllDirectories))
            .Select(file => Path.GetFileNameWithoutExtension(file))).Split('\n').ToHashSet(StringComparer.Ordinal);
        var named = TypeName().Matches(DocumentationPage.Read("docs/architecture.md").Text).Select(m => m.Groups["name"].Value).Distinct();

        Assert.DoesNotContain(named, name => !types.Contains(name) && !Directory.Exists(Path.Combine(DocumentationPage.Root, "src", "AdvocacyBot.Core", name)));
    }

    [Fact]
    public void Every_setting_is_documented()
    {
        var missing = SettingsSection.All.SelectMany(s => s.Properties.Select(s.Key))
            .Where(key => !AllText.Contains(key, StringComparison.Ordinal) && !AllText.Contains(key.Replace(":", "__", StringComparison.Ordinal), StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    [Fact]
    public async Task Every_command_is_documented()
    {
        await using var bot = await BotHarness.StartAsync();
        var words = Word().Matches(AllText).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        var missing = bot.Services.GetRequiredService<CommandCatalog>().Specs.Select(s => s.Name)
            .Where(name => !name.Split(' ').All(words.Contains));

        Assert.Empty(missing);
    }

    private static bool Leads(DocumentationPage page, string target)
    {
        var (path, heading) = target.Split('#', 2) is [var file, var anchor] ? (file, anchor) : (target, null);
        var full = path.Length == 0 ? Path.Combine(DocumentationPage.Root, page.Name) : Path.Combine(DocumentationPage.Root, Path.GetDirectoryName(page.Name)!, path);
        return Path.Exists(full) && (heading is null || Heading().Matches(File.ReadAllText(full)).Any(m => AnchorOf(m.Groups["text"].Value) == heading));
    }

    /// <summary>As code hosts make it from a heading.</summary>
    private static string AnchorOf(string heading) =>
        new([.. heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_').Select(c => c == ' ' ? '-' : c)]);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex("[a-z]+(-[a-z]+)*", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Word();

    [GeneratedRegex(@"`(?<name>I?[A-Z]\w+)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TypeName();
}
