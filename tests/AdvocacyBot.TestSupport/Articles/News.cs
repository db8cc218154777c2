using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace AdvocacyBot.TestSupport.Articles;

/// <summary>A publisher with a feed of its newest articles.</summary>
internal sealed class News : IAsyncDisposable
{
    /// <summary>What the feed has when it is followed first; from three on its rhythm is known.</summary>
    public const int Old = 3;

    private readonly FeedServer server;
    private readonly string about;
    private readonly ConcurrentStack<SomeItem> articles = new();

    private News(FeedServer server, string about) => (this.server, this.about) = (server, about);

    public Uri Feed => server.At("/feed");

    /// <summary>For <c>Feeds:AllowedPrivateHosts</c>.</summary>
    public string Host => server.Host;

    public int Count => articles.Count;

    /// <param name="inTheFeed">So many of the newest are in the feed.</param>
    /// <param name="about">What the articles say.</param>
    public static async Task<News> StartAsync(int inTheFeed, string about = "What happened")
    {
        var news = new News(await FeedServer.StartAsync(), about);
        for (var i = 0; i < Old; i++)
            news.Publish();
        news.server.On("/feed", async context =>
        {
            context.Response.ContentType = "application/rss+xml";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(SomeFeed.Rss(news.articles.Take(inTheFeed))));
        });
        return news;
    }

    /// <summary>One more article.</summary>
    public void Publish()
    {
        var number = articles.Count;
        articles.Push(new SomeItem(number)
        {
            Summary = string.Create(CultureInfo.InvariantCulture, $"{about}, part {number}."),
            Date = DateTime.UtcNow.ToString("R", CultureInfo.InvariantCulture),
        });
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
