using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.AspNetCore.Http;

namespace AdvocacyBot.Tests.Articles.Hubs;

/// <summary>A hub on the feed server, which remembers what it was asked and acts only when a test tells it to.</summary>
internal sealed class FakeHub
{
    public FakeHub(FeedServer server)
    {
        Address = server.At("/hub");
        server.On("/hub", async context =>
        {
            Asked.Add((await context.Request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.ToString()));
            context.Response.StatusCode = Status;
        });
    }

    public Uri Address { get; }

    /// <summary>What each request asked for.</summary>
    public List<Dictionary<string, string>> Asked { get; } = [];

    public int Status { get; set; } = StatusCodes.Status202Accepted;

    /// <summary>The elements with which a feed names the hub and itself.</summary>
    public string LinksOf(Uri feed) =>
        $"""<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="{Address}"/><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="{feed}"/>""";

    /// <summary>The path at the bot to which the hub sends; on loopback instead of its public address.</summary>
    public string Callback => new Uri(Subscribed["hub.callback"]).AbsolutePath;

    /// <summary>What the latest request to subscribe asked for.</summary>
    public Dictionary<string, string> Subscribed => Asked.Last(asked => asked["hub.mode"] == "subscribe");

    /// <summary>Asks whether the bot meant what it asked.</summary>
    public Task<HttpResponseMessage> VerifyAsync(HttpClient bot, string mode = "subscribe", string? topic = null, long lease = 864_000) => bot.GetAsync(
        $"{Callback}?hub.mode={mode}&hub.topic={Uri.EscapeDataString(topic ?? Subscribed["hub.topic"])}&hub.challenge=the-challenge&hub.lease_seconds={lease}");

    /// <summary>Pushes a document, signed unless the test gives another signature.</summary>
    public async Task<HttpResponseMessage> PushAsync(HttpClient bot, string document, string? signature = null)
    {
        var body = Encoding.UTF8.GetBytes(document);
        using var request = new HttpRequestMessage(HttpMethod.Post, Callback) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/rss+xml");
        request.Headers.TryAddWithoutValidation(
            "X-Hub-Signature", signature ?? "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Subscribed["hub.secret"]), body)));
        return await bot.SendAsync(request);
    }
}
