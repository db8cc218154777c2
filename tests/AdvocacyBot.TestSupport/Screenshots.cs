using Microsoft.Playwright;

namespace AdvocacyBot.TestSupport;

/// <summary>Keeps pictures of what tests see in the folder that ADVOCACYBOT_SCREENSHOTS names; a no-op without it.</summary>
internal static class Screenshots
{
    public static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("ADVOCACYBOT_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }
}
