using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using AdvocacyBot.Tests.Articles;

namespace AdvocacyBot.Benchmarks.Soak;

/// <summary>A publisher with a feed of its newest articles.</summary>
internal sealed class News : IAsyncDisposable
{
    /// <summary>What the feed has when it is followed first; from three on its rhythm is known.</summary>
    public const int Old = 3;

    /// <summary>As many as publishers show: a bot that does not look for minutes misses some.</summary>
    public const int InTheFeed = 50;

    private readonly FeedServer server;
    private readonly ConcurrentStack<SomeItem> articles = new();

    private News(FeedServer server) => this.server = server;

    public Uri Feed => server.At("/feed");

    /// <summary>For <c>Feeds:AllowedPrivateHosts</c>.</summary>
    public string Host => server.Host;

    public int Count => articles.Count;

    public static async Task<News> StartAsync()
    {
        var news = new News(await FeedServer.StartAsync());
        for (var i = 0; i < Old; i++)
            news.Publish();
        news.server.On("/feed", async context =>
        {
            context.Response.ContentType = "application/rss+xml";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(SomeFeed.Rss(news.articles.Take(InTheFeed))));
        });
        return news;
    }

    /// <summary>One more article, on something that the bot holds facts on.</summary>
    public void Publish()
    {
        var number = articles.Count;
        articles.Push(new SomeItem(number)
        {
            Summary = $"What the delegation of Peru did, part {number.ToString(CultureInfo.InvariantCulture)}.",
            Date = DateTime.UtcNow.ToString("R", CultureInfo.InvariantCulture),
        });
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
