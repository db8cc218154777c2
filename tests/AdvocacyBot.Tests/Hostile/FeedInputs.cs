using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Tests.Articles;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Hostile;

/// <summary>1 to 20: what a server on the other side may send, and where an address may lead.</summary>
internal sealed class FeedInputs : IBadInputs
{
    private const string Door = "feed over HTTP";
    private const string Add = "feeds add";
    private const int MaxBytes = 8_000_000;
    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "Articles", "Samples");
    private ArticleBench bench = null!;

    // Nothing allows the bot to read this one.
    private FeedServer inside = null!;
    private int paths;

    public IReadOnlyList<BadInput> Rows =>
    [
        new(1, "external entity", Door, "refused in < 10 ms, no request", () => RefusedAsync(
            $"""<!DOCTYPE rss [ <!ENTITY x SYSTEM "{inside.At("/x")}"> ]><rss><channel><title>&x;</title></channel></rss>""")),
        new(2, "billion laughs", Door, "refused in < 10 ms", () => RefusedAsync(Laughs())),
        new(3, "external DTD", Door, "not fetched", ExternalDtdAsync),
        new(4, "a body of 1 GB", Door, "cut off at the limit", GigabyteAsync),
        new(5, "gzip bomb", Door, "limit holds after inflation", BombAsync),
        new(6, "1 byte a second", Door, "total deadline", DripAsync),
        new(7, "20,000 nested elements", Door, "depth is capped", DeepAsync),
        new(8, "100,000 items", Add, "items are capped", ManyAsync),
        new(9, "wrong charset", Door, "decoded", CharsetAsync),
        new(10, "HTML instead of a feed", Door, "typed problem and backoff", HtmlAsync),
        new(11, "redirect to 169.254.169.254", Door, "refused", () => RedirectedAsync("private", "http://169.254.169.254/latest/meta-data")),
        new(12, "redirect to file: and gopher:", Door, "refused", () => RedirectedAsync("scheme", "file:///etc/passwd", "gopher://example.org/")),
        new(13, "redirects in a loop", Door, "5 hops", LoopAsync),
        new(14, "localhost and localhost.", Add, "refused", () => InsideAsync("localhost", "localhost.", "LOCALHOST")),
        new(15, "decimal, hex, octal and full-width addresses", Add, "refused", () => InsideAsync("2130706433", "0x7f000001", "0177.0.0.1", "127.1", "１２７.0.0.1")),
        new(16, "::ffff:127.0.0.2", Add, "refused", () => InsideAsync("[::ffff:127.0.0.2]", "[::ffff:7f00:1]", "[::1]", "[::]")),
        new(17, "64:ff9b::", Add, "refused", () => InsideAsync("[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]")),
        new(18, "a name that leads inside (rebinding), user info", Add, "checked at dial; refused", NamesAsync),
        new(19, "guid missing or changed", Door, "no repost", GuidsAsync),
        new(20, "future or absent date", Door, "once", DatesAsync),
    ];

    public async Task StartAsync()
    {
        bench = await ArticleBench.StartAsync(settings: settings => settings.MaxBytes = MaxBytes);
        inside = await FeedServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await bench.DisposeAsync();
        await inside.DisposeAsync();
    }

    private async Task<string> RefusedAsync(string document)
    {
        var (feed, articles) = await ReadAsync(path => bench.Server.Serve(path, document));
        Assert.Equal(("entities", 0), (feed.Problem, articles.Count));
        Assert.Empty(inside.Requests);

        // The quickest of a few, which a busy machine does not change.
        var bytes = Encoding.UTF8.GetBytes(document);
        var quickest = Enumerable.Range(0, 5).Min(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Throws<UnreadableFeedException>(() => FeedParser.Parse(bytes));
            return Stopwatch.GetElapsedTime(started);
        });
        Assert.InRange(quickest, TimeSpan.Zero, TimeSpan.FromMilliseconds(10));
        return $"refused (entities) in {quickest.TotalMilliseconds:0.00} ms, 0 requests";
    }

    private static string Laughs()
    {
        var entities = string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY l{i} \"{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}\">"));
        return $"<!DOCTYPE rss [ <!ENTITY l0 \"ha\">{entities} ]><rss><channel><title>&l9;</title></channel></rss>";
    }

    private async Task<string> ExternalDtdAsync()
    {
        var document = $"<!DOCTYPE rss SYSTEM \"{inside.At("/evil.dtd")}\">{WithoutProlog(SomeFeed.Rss(new SomeItem(1) { Title = "A&evil;B" }))}";
        var (feed, articles) = await ReadAsync(path => bench.Server.Serve(path, document));
        Assert.Null(feed.Problem);
        Assert.Equal("A&evil;B", Assert.Single(articles).Title);
        Assert.Empty(inside.Requests);
        return "passed over: 0 requests, its entities mean nothing";
    }

    private async Task<string> GigabyteAsync()
    {
        var sent = 0L;
        var (feed, _) = await ReadAsync(path => bench.Server.On(path, async context =>
        {
            var block = new byte[1 << 20];
            context.Response.ContentLength = 1L << 30;
            while (sent < 1L << 30 && !(await context.Response.BodyWriter.WriteAsync(block)).IsCompleted)
                sent += block.Length;
        }));
        Assert.StartsWith("large", feed.Problem, StringComparison.Ordinal);
        Assert.InRange(sent, 0, 1L << 29);
        return $"refused (large) after {sent >> 20} MB of 1024";
    }

    private async Task<string> BombAsync()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < 50; i++)
                await gzip.WriteAsync(new byte[1 << 20]);
        }

        var bomb = packed.ToArray();
        var (feed, _) = await ReadAsync(path => bench.Server.Serve(path, bomb, with: response => response.Headers.ContentEncoding = "gzip"));
        Assert.StartsWith("large", feed.Problem, StringComparison.Ordinal);
        return $"refused (large): {bomb.Length >> 10} KB that would be 50 MB";
    }

    private async Task<string> DripAsync()
    {
        using var seconds = new SemaphoreSlim(0);
        using var written = new SemaphoreSlim(0);
        var reading = ReadAsync(path => bench.Server.On(path, async context =>
        {
            for (; ; await seconds.WaitAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync("<", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                written.Release();
            }
        }));
        for (var second = 0; second < 30; second++)
        {
            await written.WaitAsync();
            bench.Bot.Clock.Advance(TimeSpan.FromSeconds(1));
            seconds.Release();
        }

        var (feed, _) = await reading;
        Assert.Equal("timeout", feed.Problem);
        return "given up (timeout) 30 s after the start, however it drips";
    }

    private async Task<string> DeepAsync()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 20_000));
        var document = SomeFeed.Rss(SomeFeed.Items(1, 1)).Replace("</channel>", deep, StringComparison.Ordinal);
        var (feed, articles) = await ReadAsync(path => bench.Server.Serve(path, document));
        Assert.Equal("Article 1", Assert.Single(articles).Title);
        return $"read as far as it is a feed: {articles.Count} article, {feed.Problem ?? "no problem"}";
    }

    private async Task<string> ManyAsync()
    {
        var items = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<item><guid>{i}</guid><title>t</title></item>"));
        var (path, _) = Place();
        bench.Server.Serve(path, $"<rss><channel><title>Land Watch</title>{items}</channel></rss>");
        var reply = await AddAsync(bench.Server.At(path).ToString());
        Assert.Contains("10000", reply, StringComparison.Ordinal);
        await ForgetAsync(path);
        return "10,000 are read";
    }

    private async Task<string> CharsetAsync()
    {
        var document = await File.ReadAllBytesAsync(Path.Combine(Samples, "latin-1-called-utf-8.xml"));
        var (_, articles) = await ReadAsync(path => bench.Server.Serve(path, document, "text/xml; charset=utf-8"));
        Assert.Equal("Vigilia en Ñuñoa, día 3", Assert.Single(articles).Title);
        return "decoded: Vigilia en Ñuñoa, día 3";
    }

    private async Task<string> HtmlAsync()
    {
        var (feed, _) = await ReadAsync(path => bench.Server.Serve(path, "<!doctype html><html><body>Hello</body></html>", "text/html"));
        Assert.Equal(("html", 1), (feed.Problem, feed.Failures));
        Assert.True(feed.NextPollAt > bench.Bot.Clock.Now, "It is asked again at once.");
        return $"refused (html), asked again after {(feed.NextPollAt - bench.Bot.Clock.Now).TotalSeconds:0} s";
    }

    private async Task<string> RedirectedAsync(string problem, params string[] targets)
    {
        foreach (var target in targets)
        {
            var (feed, _) = await ReadAsync(path => bench.Server.Redirect(path, target, 302));
            Assert.Equal(problem, feed.Problem);
        }

        return $"refused ({problem})";
    }

    private async Task<string> LoopAsync()
    {
        var before = bench.Server.Requests.Count;
        var (feed, _) = await ReadAsync(path => bench.Server.Redirect(path, path, 302));
        var asked = bench.Server.Requests.Count - before;
        Assert.Equal(("redirects", 6), (feed.Problem, asked));
        return $"refused (redirects) after {asked} requests";
    }

    private async Task<string> InsideAsync(params string[] hosts)
    {
        foreach (var host in hosts)
        {
            var reply = await AddAsync($"http://{host}:{inside.Address.Port}/feed");
            // Not every resolver knows every name of this machine.
            Assert.Matches("not on the public internet|No server has this name", reply);
        }

        Assert.Empty(inside.Requests);
        return $"{hosts.Length} refused, 0 connections";
    }

    private async Task<string> NamesAsync()
    {
        // A name in which nothing shows that it is this machine's own: what it resolves to at the moment of dialling decides.
        await InsideAsync(Dns.GetHostName());
        foreach (var address in (string[])[$"http://name:word@{bench.Server.Host}/feed", $"http://example.org@{bench.Server.Host}/feed"])
            Assert.DoesNotContain("followed", await AddAsync(address), StringComparison.Ordinal);
        Assert.DoesNotContain(bench.Server.Requests, r => r.Path == "/feed");
        Assert.Empty(inside.Requests);
        return "own host name refused at dial, user info refused";
    }

    private async Task<string> GuidsAsync()
    {
        var (path, channel) = Place();
        bench.Server.Serve(path, SomeFeed.Rss(SomeFeed.Items(1, 3)));
        await bench.FollowAsync(path, channel: channel);
        bench.Server.Serve(path, SomeFeed.Rss(SomeFeed.Items(1, 3).Select(i => i with { Id = null })));
        await bench.LaterAsync();
        bench.Server.Serve(path, SomeFeed.Rss(SomeFeed.Items(1, 3).Select(i => i with { Id = $"moved-{i.Number}" })));
        await bench.LaterAsync();
        Assert.Empty(Posted(channel));
        await ForgetAsync(path);
        return "0 posts after both";
    }

    private async Task<string> DatesAsync()
    {
        var (path, channel) = Place();
        bench.Server.Serve(path, SomeFeed.Rss(SomeFeed.Items(1, 3)));
        await bench.FollowAsync(path, channel: channel);
        SomeItem[] odd = [new SomeItem(4) { Date = "Fri, 01 Jan 2100 00:00:00 GMT" }, new SomeItem(5) { Date = null }, new SomeItem(6) { Date = "soon" }];
        bench.Server.Serve(path, SomeFeed.Rss(odd.Concat(SomeFeed.Items(1, 3))));
        await bench.LaterAsync();
        await bench.LaterAsync();
        Assert.Equal(["Article 4", "Article 5", "Article 6"], Posted(channel).Order());
        await ForgetAsync(path);
        return "each posted once";
    }

    /// <summary>A channel follows what a test serves; the feed is forgotten afterwards.</summary>
    private async Task<(Feed Feed, List<Article> Articles)> ReadAsync(Action<string> serve)
    {
        var (path, channel) = Place();
        serve(path);
        await bench.FollowAsync(path, channel: channel);
        var address = bench.Server.At(path).AbsoluteUri;
        var feed = await bench.Bot.DbAsync(db => db.Feeds.AsNoTracking().SingleAsync(f => f.Address == address));
        var articles = await bench.Bot.DbAsync(db => db.Articles.AsNoTracking().Where(a => a.FeedId == feed.Id).ToListAsync());
        await ForgetAsync(path);
        return (feed, articles);
    }

    private Task<int> ForgetAsync(string path)
    {
        var address = bench.Server.At(path).AbsoluteUri;
        return bench.Bot.DbAsync(db => db.Feeds.Where(f => f.Address == address).ExecuteUpdateAsync(f => f.SetProperty(x => x.State, FeedState.Gone)));
    }

    private (string Path, ChannelRef Channel) Place()
    {
        var number = ++paths;
        return ($"/{number}", new ChannelRef("fake", $"hostile-{number}"));
    }

    private async Task<string> AddAsync(string address) => PlainText.Write(await bench.OrganizerAsync($"feeds add {address}"));

    private List<string> Posted(ChannelRef channel) =>
        [.. bench.Bot.Platform.Sent.Where(s => s.Message.Channel == channel).Select(s => s.Reply.Title ?? s.Text)];

    private static string WithoutProlog(string document) => document[(document.IndexOf("?>", StringComparison.Ordinal) + 2)..];
}
