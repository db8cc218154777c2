using System.Text.RegularExpressions;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Docs;

/// <summary>Each picture of the documentation shows the pages as they are.</summary>
public sealed partial class ScreenshotTests
{
    private const string Command = "ADVOCACYBOT_SCREENSHOTS=docs/screenshots dotnet test --filter RoomBrowserTests";

    [Fact]
    public void Each_picture_is_newer_than_the_last_change_to_what_it_shows()
    {
        var folder = Path.Combine(DocumentationPage.Root, "docs", "screenshots");
        string[] shown = [.. DocumentationPage.All.SelectMany(page => Picture().Matches(page.Text)).Select(m => m.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal)];
        var taken = ScreenshotSources.Read(folder);

        Assert.Equal(shown, Directory.EnumerateFiles(folder, "*.png").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));
        var outdated = shown.Where(name => taken.GetValueOrDefault(name) is not { } digest || digest != ScreenshotSources.DigestOf(name)).ToList();
        Assert.True(outdated.Count == 0, $"Outdated: {string.Join(", ", outdated)}. Take the pictures again and look at them: {Command}");
    }

    [Fact]
    public void The_command_that_takes_them_is_documented() =>
        Assert.Contains(Command, File.ReadAllText(Path.Combine(DocumentationPage.Root, ".github", "CONTRIBUTING.md")), StringComparison.Ordinal);

    [GeneratedRegex(@"screenshots/(?<name>[a-z-]+)\.png", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Picture();
}
