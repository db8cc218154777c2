using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Playwright;

namespace AdvocacyBot.TestSupport;

/// <summary>axe-core, which finds what keeps people from using a page. https://github.com/dequelabs/axe-core</summary>
internal static class Axe
{
    private const string Run =
        "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html + ' ' + n.failureSummary).join(' | '))";

    public static bool IsInstalled => File.Exists(Script());

    /// <summary>What axe finds wrong with the page as it stands. The page's policy allows no scripts from elsewhere, so it is lifted.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(Script()));
        var found = await page.EvaluateAsync<JsonElement>(Run);
        return [.. found.EnumerateArray().Select(v => v.GetString()!)];
    }

    private static string Script([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "peers", "node_modules", "axe-core", "axe.min.js"));
}

/// <summary>A test that needs Chromium and axe-core.</summary>
public sealed class AxeFactAttribute : FactAttribute
{
    public AxeFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        Skip = Needs.SkipWithout(Browser.IsInstalled && Axe.IsInstalled, "Chromium or axe-core (npm ci in tests/peers)");
}
