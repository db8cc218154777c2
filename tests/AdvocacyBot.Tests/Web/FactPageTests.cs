using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AdvocacyBot.Tests.Facts;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Web;

/// <summary>The published facts as pages and for programs; and nothing that is not published.</summary>
public sealed class FactPageTests
{
    [Fact]
    public async Task Facts_are_browsed_searched_cited_and_read_by_programs()
    {
        await using var bot = await FactsHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();

        var all = await visitor.GetFromJsonAsync<JsonElement[]>("/api/facts");
        var delegations = (await visitor.GetFromJsonAsync<JsonElement[]>("/api/facts?topic=delegations&from=2014&to=2014"))!;
        Assert.InRange(delegations.Length, 1, all!.Length - 1);
        Assert.All(delegations, fact => Assert.Equal("delegations", fact.GetProperty("topic").GetString()));
        Assert.All(delegations, fact => Assert.NotEqual(0, fact.GetProperty("sources").GetArrayLength()));

        var page = WebUtility.HtmlDecode(await visitor.GetStringAsync("/facts?topic=delegations&from=2014&to=2014"));
        var id = delegations[0].GetProperty("id").GetString()!;
        Assert.Contains(delegations[0].GetProperty("statement").GetString()!, page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/f/{id}?lang=en\"", page, StringComparison.Ordinal);

        var own = WebUtility.HtmlDecode(await visitor.GetStringAsync($"/f/{id}?lang=fr"));
        Assert.Contains("<html lang=\"fr\">", own, StringComparison.Ordinal);
        Assert.Contains($"@misc{{{id},", own, StringComparison.Ordinal);
        Assert.Contains("\"@type\":\"Claim\"", own, StringComparison.Ordinal);
        Assert.Contains("Historique", own, StringComparison.Ordinal);

        Assert.StartsWith("id,topic,statement", await visitor.GetStringAsync("/api/facts.csv"), StringComparison.Ordinal);
        Assert.Equal("3.1.0", (await visitor.GetFromJsonAsync<JsonElement>("/api/openapi.json")).GetProperty("openapi").GetString());
    }

    [Fact]
    public async Task Unchanged_facts_are_not_sent_again()
    {
        await using var bot = await FactsHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        using var first = await visitor.GetAsync("/api/facts?topic=delegations");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/facts?topic=delegations");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await visitor.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/f/F-9999", HttpStatusCode.NotFound)]
    [InlineData("/f/%20", HttpStatusCode.NotFound)]
    [InlineData("/facts?topic=nothing&from=abc&to=99999999999", HttpStatusCode.OK)]
    [InlineData("/api/facts?country=%27%3B--", HttpStatusCode.OK)]
    public async Task Odd_questions_get_a_plain_answer(string path, HttpStatusCode expected)
    {
        await using var bot = await FactsHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();

        Assert.Equal(expected, (await visitor.GetAsync(path)).StatusCode);
    }

    [AxeFact]
    public async Task The_pages_pass_axe_and_fit_a_phone()
    {
        await using var bot = await FactsHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.PersonAsync(width: 320, colours: Microsoft.Playwright.ColorScheme.Dark);

        foreach (var path in (string[])["facts", "f/F-0001"])
        {
            await page.GotoAsync($"{visitor.BaseAddress}{path}");
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), path);
            await Screenshots.KeepAsync(page, path.Replace('/', '-'));
            Assert.Empty(await Axe.ViolationsAsync(page));
        }
    }
}
