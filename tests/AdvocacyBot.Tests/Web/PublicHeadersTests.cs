using System.Net;
using AdvocacyBot.Core.Facts.Public;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web.Public;

namespace AdvocacyBot.Tests.Web;

/// <summary>What a visitor who only reads gets besides the page: no cookie, no copy of what has not changed, no formula.</summary>
public sealed class PublicHeadersTests
{
    [Fact]
    public async Task Nobody_who_only_reads_gets_a_cookie()
    {
        await using var scene = await PublicScene.StartAsync();
        var action = await scene.AnnounceAsync("\"March\" 2027-05-31 07:00 America/Toronto at \"City Hall\" open");
        using var reader = scene.Bot.Visit();

        foreach (var path in (string[])
        [
            "/a", action!, $"{action}/poster", $"{action}/event.ics", $"{action}/picture", "/a/nothing", "/facts", "/facts?lang=fr", "/f/F-0001", "/facts.atom", "/articles", "/articles.atom",
            "/calendar.ics", "/api/facts", "/api/facts.csv", "/api/articles", "/api/openapi.json", "/assets/base.css",
        ])
        {
            using var response = await reader.GetAsync(path);
            Assert.False(response.Headers.Contains("Set-Cookie"), path);
        }
    }

    [Theory]
    [InlineData("/api/facts.csv")]
    [InlineData("/api/articles")]
    [InlineData("/facts.atom")]
    [InlineData("/articles.atom")]
    public async Task What_has_not_changed_is_not_sent_again(string path)
    {
        await using var bot = await BotHarness.StartAsync();
        using var reader = await bot.OpenEndpointsAsync();
        using var first = await reader.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await reader.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"https://evil.example\")")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@x")]
    public void A_spreadsheet_runs_nothing_that_a_fact_says(string statement)
    {
        var lines = FactTable.Write([new PublicFact("F-0001", "topic", "Topic", statement, null)]).Split("\r\n");

        Assert.Contains($"'{statement.Replace("\"", "\"\"", StringComparison.Ordinal)}", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain($",{statement[0]}", lines[1], StringComparison.Ordinal);
    }
}
