using System.Text;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Tests.Communities;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Tests.Articles.Requests;

/// <summary>Feeds that need a sign-in, headers or a user agent of their own.</summary>
public sealed class RequestTests
{
    private const string Password = "canary pass-word";
    private const string Token = "canary-token-value";
    private static readonly string Basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"canary-user:{Password}"));

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_feed_behind_a_sign_in_is_followed_and_read(Database database)
    {
        await using var bench = await ArticleBench.StartAsync(database);
        Guard(bench, SomeFeed.Rss(SomeFeed.Items(1, 1)));
        var offer = await bench.OrganizerAsync($"feeds add {bench.Server.At("/feed")}");
        Assert.Contains("feeds request", PlainText.Write(offer), StringComparison.Ordinal);
        await bench.Bot.ChooseAsync(Assert.Single(offer.Choices).Id, organizer: true);
        await bench.Bot.TurnAsync();
        await SetAsync(bench, "login", $"canary-user {Password}");
        await bench.Bot.TurnAsync();
        Guard(bench, SomeFeed.Rss(SomeFeed.Items(1, 2)));
        await bench.LaterAsync();
        Assert.Equal(["Article 2"], bench.Bot.Platform.Sent.Select(sent => sent.Reply.Title));

        await SetAsync(bench, "login", "off");
        await bench.LaterAsync();
        Assert.Equal("login:401", (await bench.FeedAsync()).Problem);
        Assert.Null((await bench.FeedAsync()).SealedRequest);
    }

    [Fact]
    public async Task Headers_and_user_agent_are_sent_and_shown_without_their_secrets()
    {
        await using var bench = await FollowedAsync();
        await SetAsync(bench, "login", $"canary-user {Password}");
        await SetAsync(bench, "header", $"X-Token: {Token}");
        await SetAsync(bench, "header", $"Cookie: session={Token}");
        var told = PlainText.Write(await SetAsync(bench, "agent", "Mozilla/5.0 (reader)"));
        await bench.LaterAsync();
        var sent = bench.Server.Requests[^1].Headers;
        Assert.Equal((Basic, Token, $"session={Token}", "Mozilla/5.0 (reader)"), (sent.Authorization.ToString(), sent["X-Token"].ToString(), sent.Cookie.ToString(), sent.UserAgent.ToString()));

        Assert.Contains("the sign-in of c•••; headers (Cookie and X-Token); the user agent \"Mozilla/5.0 (reader)\"", told, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", told, StringComparison.Ordinal);
        Assert.Equal(told, PlainText.Write(await bench.OrganizerAsync("feeds request 1")));
        await SetAsync(bench, "header", "x-token: off");
        Assert.Contains("headers (Cookie)", PlainText.Write(await bench.OrganizerAsync("feeds request 1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_is_stored_open_logged_shown_or_exported()
    {
        using var logs = new CollectedLogs();
        await using var bench = await FollowedAsync(services => services.AddLogging(logging => logging.AddProvider(logs)));
        await SetAsync(bench, "login", $"canary-user {Password}");
        await SetAsync(bench, "header", $"X-Token: {Token}");
        foreach (var status in (int[])[401, 500, 302])
        {
            bench.Server.Status("/feed", status);
            await bench.LaterAsync();
        }

        var shown = new StringBuilder();
        foreach (var command in (string[])["feeds list", "feeds request 1", "feeds export", "log", "feeds test 1", "articles why 1"])
        {
            var reply = await bench.OrganizerAsync(command);
            shown.Append(PlainText.Write(reply)).Append(reply.Attachment?.Content);
        }

        shown.Append(string.Join('\n', bench.Bot.Platform.Sent.Select(sent => sent.Text)));
        foreach (var canary in (string[])["canary", Basic[6..]])
        {
            Assert.DoesNotContain(canary, shown.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(canary, logs.All, StringComparison.Ordinal);
            foreach (var file in Directory.EnumerateFiles(bench.Bot.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
                Assert.False(Encoding.Latin1.GetString(await ReadAsync(file)).Contains(canary, StringComparison.Ordinal), $"{canary} stands in {file}");
        }
    }

    [Fact]
    public async Task Nothing_of_it_is_sent_to_another_server_that_a_redirect_leads_to()
    {
        await using var other = await FeedServer.StartAsync();
        await using var bench = await FollowedAsync(settings: feeds => feeds.Allow(other.Address));
        await SetAsync(bench, "login", $"canary-user {Password}");
        await SetAsync(bench, "header", $"X-Token: {Token}");
        await SetAsync(bench, "agent", "canary-agent");
        other.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        bench.Server.Redirect("/feed", other.At("/feed").AbsoluteUri);
        for (var polls = 0; polls < 3; polls++)
            await bench.LaterAsync();

        Assert.NotEmpty(other.Requests);
        Assert.All(other.Requests, request => Assert.DoesNotContain("canary", string.Join('\n', request.Headers.Values), StringComparison.Ordinal));
        Assert.All(other.Requests, request => Assert.Empty(request.Headers.Authorization.ToString()));
    }

    [Fact]
    public async Task A_secret_that_others_could_read_is_refused()
    {
        await using var bench = await FollowedAsync();
        Assert.Contains("Others here can read", PlainText.Write(await bench.OrganizerAsync($"feeds request 1 login canary-user {Password}")), StringComparison.Ordinal);
        Assert.Null((await bench.FeedAsync()).SealedRequest);

        await bench.Bot.DbAsync(db => db.Feeds.ExecuteUpdateAsync(row => row.SetProperty(f => f.Address, "http://news.example.org/feed")));
        Assert.Contains("without encryption", PlainText.Write(await SetAsync(bench, "login", $"canary-user {Password}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("login", "name-alone")]
    [InlineData("login", "na:me password")]
    [InlineData("header", "no colon")]
    [InlineData("header", "Host: elsewhere.example")]
    [InlineData("header", "Proxy-Authorization: x")]
    [InlineData("header", "X-Token: caf\u00e9")]
    [InlineData("header", "X-Token: a\r\nX-Other: b")]
    [InlineData("agent", "caf\u00e9")]
    public async Task A_value_that_cannot_be_sent_is_refused(string part, string value)
    {
        await using var bench = await FollowedAsync();
        Assert.Contains("Write", PlainText.Write(await SetAsync(bench, part, value)), StringComparison.Ordinal);
        Assert.Null((await bench.FeedAsync()).SealedRequest);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_feed_with_a_sign_in_is_never_shared_with_another_community(Database database)
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var two = await TwoCommunities.StartAsync(database);
        two.Bot.Services.GetRequiredService<FeedSettings>().Allow(feeds.Address);
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await two.Bot.SayAsync($"feeds add {feeds.At("/feed")} --post-latest 1", organizer: true, command: true);
        await two.Bot.SayAsync($"feeds add {feeds.At("/feed")}", organizer: true, channel: TwoCommunities.Second, command: true);
        await two.Bot.TurnAsync();
        feeds.On("/feed", context => context.Response.WriteAsync(SomeFeed.Rss(
            context.Request.Headers.Authorization.Count > 0 ? [new SomeItem(2) { Title = "For members" }, new SomeItem(1) { Title = "Article 1, corrected" }] : SomeFeed.Items(1, 1))));
        await two.Bot.FormAsync("feeds request", null, ("feed", "1"), ("part", "login"), ("value", "ana secret"));
        await two.Bot.AdvanceAsync(TimeSpan.FromHours(9));

        Assert.Equal([Some.Channel], two.Platform.Sent.Where(sent => sent.Reply.Title == "For members").Select(sent => sent.Message.Channel));
        Assert.Equal(["Article 1", "For members"], two.Platform.Sent.Where(sent => sent.Message.Channel == Some.Channel).Select(sent => sent.Reply.Title));
        Assert.Equal("Article 1, corrected", Assert.Single(two.Platform.Edits).Reply.Title);
        Assert.DoesNotContain("For members", PlainText.Write(await two.Bot.SayAsync("articles search members", channel: TwoCommunities.Second, command: true)), StringComparison.Ordinal);
        Assert.Equal([1, 2], await two.Bot.DbAsync(db => db.ArticleNumbers.OrderBy(n => n.Number).Select(n => n.Number).ToListAsync()));
        Assert.Equal([1], await two.Bot.DbAsync(db => db.ArticleNumbers.Select(n => n.Number).ToListAsync(), two.SecondId));
    }

    [Fact]
    public async Task A_feed_that_is_no_longer_followed_keeps_no_secret()
    {
        await using var bench = await FollowedAsync();
        await SetAsync(bench, "login", $"canary-user {Password}");
        await bench.OrganizerAsync("feeds remove 1");
        Assert.Null((await bench.FeedAsync()).SealedRequest);
    }

    [Fact]
    public async Task Dates_without_a_zone_are_read_in_the_zone_of_the_feed()
    {
        await using var bench = await FollowedAsync();
        Assert.Contains("America/Lima", PlainText.Write(await bench.OrganizerAsync("feeds dates 1 america/lima")), StringComparison.Ordinal);
        bench.Server.Serve("/feed", SomeFeed.Rss(new SomeItem(2) { Date = "2026-05-01 10:00" }, new SomeItem(1)));
        await bench.LaterAsync();
        Assert.Equal(new DateTime(2026, 5, 1, 15, 0, 0, DateTimeKind.Utc), (await bench.ArticlesAsync())[^1].Published);
        Assert.Contains("America/Lima", PlainText.Write(await bench.OrganizerAsync("feeds list")), StringComparison.Ordinal);
        Assert.Contains("UTC", PlainText.Write(await bench.OrganizerAsync("feeds dates 1 off")), StringComparison.Ordinal);
    }

    private static Task<Reply> SetAsync(ArticleBench bench, string part, string value) =>
        bench.Bot.FormAsync("feeds request", null, ("feed", "1"), ("part", part), ("value", value));

    /// <summary>Serves a document only with the sign-in.</summary>
    private static void Guard(ArticleBench bench, string document) => bench.Server.On("/feed", context =>
    {
        if (context.Request.Headers.Authorization == Basic)
            return context.Response.WriteAsync(document);
        context.Response.StatusCode = 401;
        return Task.CompletedTask;
    });

    private static async Task<ArticleBench> FollowedAsync(Action<IServiceCollection>? adjust = null, Action<FeedSettings>? settings = null)
    {
        var bench = await ArticleBench.StartAsync(adjust: adjust, settings: settings);
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();
        return bench;
    }

    /// <summary>Also a file that the bot has open.</summary>
    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}
