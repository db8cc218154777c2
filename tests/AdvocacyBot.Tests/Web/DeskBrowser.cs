using AdvocacyBot.TestSupport;
using Microsoft.Playwright;

namespace AdvocacyBot.Tests.Web;

/// <summary>An organizer's browser.</summary>
internal static class DeskBrowser
{
    extension(Browser browser)
    {
        /// <summary>A page of the organizer of a scene.</summary>
        public async Task<IPage> OrganizerAsync(PublicScene scene, int width, ColorScheme colours = ColorScheme.Light, string locale = "en-CA", bool scripts = true)
        {
            var page = await browser.PersonAsync(width, colours: colours, locale: locale, scripts: scripts);
            var cookie = scene.Bot.Cookies[scene.Organizer].GetCookies(scene.Organizer.BaseAddress!).Single(c => c.Name.Contains("member", StringComparison.Ordinal));
            await page.Context.AddCookiesAsync([new Cookie { Name = cookie.Name, Value = cookie.Value, Url = scene.Organizer.BaseAddress!.ToString() }]);
            return page;
        }
    }

    extension(IPage page)
    {
        /// <summary>Receives the errors and warnings of the page's console from now on.</summary>
        public List<string> Trouble()
        {
            var trouble = new List<string>();
            page.Console += (_, message) =>
            {
                if (message.Type is "error" or "warning")
                    trouble.Add(message.Text);
            };
            return trouble;
        }
    }
}
