using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Tests.Facts;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
    public async Task Facts_are_read_as_an_atom_feed_with_the_time_of_their_last_approval()
    {
        await using var bot = await FactsHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        var facts = await visitor.GetFromJsonAsync<JsonElement[]>("/api/facts?topic=delegations");

        using var response = await visitor.GetAsync("/facts.atom?topic=delegations&lang=fr");
        Assert.Equal("application/atom+xml", response.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(response.Headers.ETag);
        var feed = XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!;
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var entries = feed.Elements(atom + "entry").ToList();
        Assert.Equal(
            facts!.Select(f => new Uri(visitor.BaseAddress!, $"/f/{f.GetProperty("id").GetString()}").AbsoluteUri).Order(StringComparer.Ordinal),
            entries.Select(e => e.Element(atom + "id")!.Value).Order(StringComparer.Ordinal));
        Assert.All(entries, e => Assert.Equal("fr", e.Attribute(XNamespace.Xml + "lang")!.Value));
        Assert.All(entries, e => Assert.Equal(entries[0].Element(atom + "updated")!.Value, e.Element(atom + "updated")!.Value));
        Assert.Equal(feed.Element(atom + "updated")!.Value, entries[0].Element(atom + "updated")!.Value);
        Assert.Contains("facts.atom?topic=delegations", await visitor.GetStringAsync("/facts?topic=delegations"), StringComparison.Ordinal);
        Assert.Contains("\"/calendar.ics\"", await visitor.GetStringAsync("/api/openapi.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_facts_than_fit_on_a_page_are_on_the_next_one()
    {
        await using var bot = await FactsHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        await bot.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<BotDb>();
            var model = await db.Set<Claim>().AsNoTracking().FirstAsync(c => c.Status == ClaimStatus.Published);
            for (var i = 0; i < 600; i++)
            {
                db.Set<Claim>().Add(new Claim
                {
                    PublicId = $"F-{8000 + i}",
                    TopicId = model.TopicId,
                    Kind = model.Kind,
                    CaseKey = $"{model.CaseKey}|{i}",
                    Comparator = model.Comparator,
                    Number = i,
                    Unit = model.Unit,
                    When = "1999",
                    From = new DateOnly(1999, 1, 1),
                    To = new DateOnly(1999, 12, 31),
                    Status = ClaimStatus.Published,
                    Rank = ClaimRank.Normal,
                    SearchText = "",
                    Version = 1,
                });
            }

            return await db.SaveChangesAsync();
        });

        using var first = await visitor.GetAsync("/api/facts");
        Assert.Equal(500, (await first.Content.ReadFromJsonAsync<JsonElement[]>())!.Length);
        var next = Assert.Single(first.Headers.GetValues("Link"));
        Assert.Equal("</api/facts?page=2>; rel=\"next\"", next);
        using var second = await visitor.GetAsync("/api/facts?page=2");
        var total = int.Parse(second.Headers.GetValues("X-Total-Count").Single(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(total - 500, (await second.Content.ReadFromJsonAsync<JsonElement[]>())!.Length);
        Assert.False(second.Headers.Contains("Link"));
        var page = WebUtility.HtmlDecode(await visitor.GetStringAsync("/facts?lang=es&page=2"));
        Assert.Contains("Página 2 de 2.", page, StringComparison.Ordinal);
        Assert.Contains("rel=\"prev\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Organizers_see_the_figures_over_time_at_the_desk()
    {
        await using var bot = await FactsHarness.StartAsync();
        using var organizer = await bot.OpenEndpointsAsync();
        await organizer.SignInAsync(bot.OrganizerLink());
        var rows = Enumerable.Range(2018, 5).Select(year =>
            "  - {topic: evictions, when: " + year + ", subjects: [Peru], value: " + (year - 2000) + ", unit: evictions, scope: {en: by court order, fr: par décision, es: por orden}, publisher: NPR}");
        await bot.ImportAsync("terms: {evictions: {kind: topic, en: [evictions]}}\nfacts:\n" + string.Join('\n', rows));

        var desk = WebUtility.HtmlDecode(await organizer.GetStringAsync("/desk/facts"));

        Assert.Contains("Figures over time", desk, StringComparison.Ordinal);
        Assert.Contains("<svg class=\"chart\"", desk, StringComparison.Ordinal);
        Assert.Contains("href=\"/facts?lang=en\"", desk, StringComparison.Ordinal);
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
