using System.Net;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Host;

/// <summary>What the bot believes of the headers that a proxy sets.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.0.0.0/8,127.0.0.0/8", true)]
    [InlineData("10.0.0.5", false)]
    [InlineData(null, false)]
    public async Task The_cookie_is_secure_if_a_trusted_proxy_reports_https(string? trusted, bool isSecure)
    {
        var settings = new Dictionary<string, string?> { ["Web:TrustedProxies"] = trusted };
        await using var bot = await BotHarness.StartAsync(settings: settings);
        using var visitor = await bot.OpenEndpointsAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var response = await visitor.SendAsync(request);

        Assert.Equal(isSecure, Assert.Single(response.Headers.GetValues("Set-Cookie")).Contains("secure"));
    }

    [Theory]
    [InlineData("bot.example.org", HttpStatusCode.OK)]
    [InlineData("evil.example.org", HttpStatusCode.BadRequest)]
    public async Task Under_a_public_address_only_its_name_is_answered(string name, HttpStatusCode expected)
    {
        var settings = new Dictionary<string, string?> { ["Web:PublicUrl"] = "https://bot.example.org" };
        await using var bot = await BotHarness.StartAsync(settings: settings);
        using var visitor = await bot.OpenEndpointsAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/a");
        request.Headers.Host = name;

        using var response = await visitor.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }
}
