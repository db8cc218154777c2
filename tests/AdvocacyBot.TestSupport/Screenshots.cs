using Microsoft.Playwright;

namespace AdvocacyBot.TestSupport;

/// <summary>
/// Keeps pictures of what tests see in the folder that ADVOCACYBOT_SCREENSHOTS names, relative to the repository; a no-op without it.
/// For the pictures of the documentation it also records from which sources they were taken.
/// </summary>
internal static class Screenshots
{
    public static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("ADVOCACYBOT_SCREENSHOTS") is not { Length: > 0 } folder)
            return;

        var path = Path.GetFullPath(folder, ScreenshotSources.Root);
        await page.ScreenshotAsync(new() { Path = Path.Combine(path, $"{name}.png") });
        ScreenshotSources.Record(path, name);
    }
}
