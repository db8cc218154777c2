using System.Text.RegularExpressions;
using AdvocacyBot.Tests.Facts;
using AdvocacyBot.TestSupport;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AdvocacyBot.Tests.Web;

/// <summary>
/// Every page that the host maps, as an organizer and as a stranger see it: axe, width, console and hosts, light and dark, on a phone and
/// wide, in three languages. The pages come from the mapped endpoints, so a new one is examined without a change here.
/// </summary>
public sealed partial class AllPagesTests
{
    /// <summary>What stands for each parameter of a pattern; a page with another one needs its value here.</summary>
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["number:long"] = "1",
        ["number:int"] = "1",
        ["id:long"] = "1",
        ["id"] = "F-0012",
        ["token"] = "nothing",
        ["form"] = "csv",
    };

    private static readonly (int Width, ColorScheme Colours)[] Screens =
        [(320, ColorScheme.Light), (320, ColorScheme.Dark), (1600, ColorScheme.Light), (1600, ColorScheme.Dark)];

    private static readonly string[] Locales = ["en-CA", "fr-CA", "es-PE"];

    [AxeFact]
    public async Task Every_page_passes_axe_fits_the_screen_and_asks_nobody_else()
    {
        await using var bot = await FactsHarness.StartAsync();
        using var organizer = await bot.OpenEndpointsAsync();
        await organizer.SignInAsync(bot.OrganizerLink());
        await organizer.SayInRoomAsync("announce \"March for water\" 2099-05-31 07:00 America/Toronto at \"City Hall\" capacity 40 role medic:2 open");
        var preview = (await organizer.ReadRoomAsync()).Last(m => m.Choices.Length > 0);
        await organizer.ChooseInRoomAsync(preview.Id, preview.Choices.First(c => c.Id.EndsWith(":publish", StringComparison.Ordinal)).Id);
        await bot.TurnAsync();
        var action = ActionPath().Match(await organizer.GetStringAsync("/a")).Groups["name"].Value;
        Assert.NotEqual("", action);
        var paths = await PagesAsync(bot, organizer, action);
        Assert.Contains("/desk/organizers", paths);
        Assert.InRange(paths.Count, 20, 200);

        await using var browser = await Browser.StartAsync();
        var failures = new List<string>();
        var turn = 0;
        foreach (var isOrganizer in (bool[])[true, false])
        {
            foreach (var (width, colours) in Screens)
            {
                var locale = Locales[turn++ % Locales.Length];
                var page = await browser.PersonAsync(width, colours: colours, locale: locale);
                if (isOrganizer)
                {
                    var cookie = bot.Cookies[organizer].GetCookies(organizer.BaseAddress!).Single(c => c.Name.Contains("member", StringComparison.Ordinal));
                    await page.Context.AddCookiesAsync([new Cookie { Name = cookie.Name, Value = cookie.Value, Url = organizer.BaseAddress!.ToString() }]);
                }

                var at = "";
                page.Request += (_, request) =>
                {
                    if (!request.Url.StartsWith(organizer.BaseAddress!.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                        failures.Add($"{at} asks {request.Url}");
                };
                page.PageError += (_, error) => failures.Add($"{at} throws {error}");
                page.Console += (_, message) =>
                {
                    // A page that is refused says so by its status, which the browser repeats here.
                    if (message.Type is "error" or "warning" && !message.Text.Contains("the server responded with a status of 4", StringComparison.Ordinal))
                        failures.Add($"{at} logs {message.Text}");
                };
                foreach (var path in paths)
                {
                    at = $"{(isOrganizer ? "organizer" : "stranger")} {path} {width} {colours} {locale}";
                    await page.GotoAsync($"{organizer.BaseAddress}{path[1..]}");
                    if (path == "/")
                        await Assertions.Expect(page.GetByRole(AriaRole.Log)).ToHaveAttributeAsync("aria-busy", "false");
                    await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
                    if (!await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"))
                        failures.Add($"{at} is too wide");
                    failures.AddRange((await Axe.ViolationsAsync(page)).Select(violation => $"{at}: {violation}"));
                }

                await page.Context.CloseAsync();
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures.Distinct().Take(40)));
    }

    [Fact]
    public async Task Everything_personal_is_kept_on_no_disk()
    {
        await using var bot = await FactsHarness.StartAsync();
        using var organizer = await bot.OpenEndpointsAsync();
        await organizer.SignInAsync(bot.OrganizerLink());
        await organizer.SayInRoomAsync("my data");
        // What is the same for everybody may be kept.
        string[] shared = ["/assets", "/sw.js", "/calendar", "/manifest.webmanifest", "/logo", "/sample", "/healthz", "/readyz"];

        foreach (var pattern in Patterns(bot).Where(p => !shared.Any(s => p.StartsWith(s, StringComparison.Ordinal))))
        {
            using var response = await organizer.GetAsync(Parameter().Replace(pattern, match => Values.GetValueOrDefault(match.Groups["name"].Value, "x")), HttpCompletionOption.ResponseHeadersRead);
            Assert.True(response.Headers.CacheControl is { NoStore: true }, $"{pattern}: {response.Headers.CacheControl}");
        }
    }

    private static IEnumerable<string> Patterns(BotHarness bot) => bot.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") ?? true)
        .Select(e => $"/{e.RoutePattern.RawText!.Trim('/')}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>The paths that an organizer or a stranger gets as HTML.</summary>
    private static async Task<IReadOnlyList<string>> PagesAsync(BotHarness bot, HttpClient organizer, string action)
    {
        var paths = new List<string>();
        foreach (var pattern in Patterns(bot).Where(p => p != "/api/room/events"))
        {
            var path = Parameter().Replace(pattern, match => match.Groups["name"].Value == "name" ? action : Values[match.Groups["name"].Value]);
            using var response = await organizer.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            if (response.Content.Headers.ContentType?.MediaType == "text/html")
                paths.Add(path);
        }

        return paths;
    }

    [GeneratedRegex("\\{(?<name>[^}]+)\\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();

    [GeneratedRegex("/a/(?<name>[a-z0-9-]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ActionPath();
}
