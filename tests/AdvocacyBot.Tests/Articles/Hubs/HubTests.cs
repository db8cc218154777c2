using System.Net;
using AdvocacyBot.Core.Articles.Hubs;
using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Articles.Hubs;

/// <summary>Feeds whose hub pushes new articles (WebSub), with a hub on loopback.</summary>
public sealed class HubTests
{
    private static readonly Dictionary<string, string?> Public = new() { ["Web:PublicUrl"] = "https://bot.example.org" };

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task What_a_hub_pushes_is_posted_once_even_if_it_is_polled_too(Database database)
    {
        await using var bench = await ArticleBench.StartAsync(database, host: Public);
        var (hub, bot) = await FollowedAsync(bench);
        Assert.Equal(("subscribe", bench.Server.At("/feed").AbsoluteUri), (hub.Asked[0]["hub.mode"], hub.Asked[0]["hub.topic"]));
        Assert.StartsWith("https://bot.example.org/hub/", hub.Asked[0]["hub.callback"], StringComparison.Ordinal);
        Assert.Equal("the-challenge", await (await hub.VerifyAsync(bot)).Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.Accepted, (await hub.PushAsync(bot, SomeFeed.Rss(SomeFeed.Items(2, 1)))).StatusCode);
        await hub.PushAsync(bot, SomeFeed.Rss(SomeFeed.Items(2, 1)));
        await bench.Bot.TurnAsync();
        Assert.Equal(["Article 2"], Titles(bench));

        bench.Server.Serve("/feed", Document(bench, hub, 3));
        await bench.LaterAsync();
        await hub.PushAsync(bot, SomeFeed.Rss(SomeFeed.Items(3, 1)));
        await bench.LaterAsync();
        Assert.Equal(["Article 2", "Article 3"], Titles(bench));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256=00")]
    [InlineData("sha256=nonsense")]
    [InlineData("md5=d41d8cd98f00b204e9800998ecf8427e")]
    public async Task A_push_without_a_valid_signature_changes_nothing(string signature)
    {
        await using var bench = await ArticleBench.StartAsync(host: Public);
        var (hub, bot) = await FollowedAsync(bench);
        await hub.VerifyAsync(bot);
        Assert.Equal(HttpStatusCode.Accepted, (await hub.PushAsync(bot, SomeFeed.Rss(SomeFeed.Items(2, 1)), signature)).StatusCode);
        await bench.Bot.TurnAsync();
        Assert.Empty(Titles(bench));
        Assert.Single(await bench.ArticlesAsync());
        Assert.Null((await HubAsync(bench)).PushedAt);
    }

    [Fact]
    public async Task Nothing_is_confirmed_that_the_bot_did_not_ask_for()
    {
        await using var bench = await ArticleBench.StartAsync(host: Public);
        var (hub, bot) = await FollowedAsync(bench);
        Assert.Equal(HttpStatusCode.NotFound, (await hub.VerifyAsync(bot, topic: "https://elsewhere.example/feed")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await hub.VerifyAsync(bot, mode: "unsubscribe")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bot.GetAsync("/hub/unknown?hub.mode=subscribe&hub.challenge=x")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await hub.PushAsync(bot, SomeFeed.Rss(SomeFeed.Items(2, 1)))).StatusCode);
        Assert.Null((await HubAsync(bench)).LeaseUntil);
        Assert.Equal(HttpStatusCode.OK, (await hub.VerifyAsync(bot)).StatusCode);
        // A confirmation that comes twice, or much later, is not a new subscription.
        Assert.Equal(HttpStatusCode.NotFound, (await hub.VerifyAsync(bot)).StatusCode);
    }

    [Fact]
    public async Task A_push_beyond_the_limit_is_not_read()
    {
        await using var bench = await ArticleBench.StartAsync(host: Public, settings: feeds => feeds.MaxBytes = 100_000);
        var (hub, bot) = await FollowedAsync(bench);
        await hub.VerifyAsync(bot);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await hub.PushAsync(bot, SomeFeed.Rss(SomeFeed.Items(1, 2_000)))).StatusCode);
        Assert.Single(await bench.ArticlesAsync());
    }

    [Fact]
    public async Task A_notice_without_a_document_makes_the_feed_due()
    {
        await using var bench = await ArticleBench.StartAsync(host: Public);
        var (hub, bot) = await FollowedAsync(bench);
        await hub.VerifyAsync(bot);
        await bench.Bot.AdvanceAsync(TimeSpan.FromMinutes(6));
        bench.Server.Serve("/feed", Document(bench, hub, 2));
        await hub.PushAsync(bot, "Something is new.");
        await bench.Bot.TurnAsync();
        Assert.Equal(["Article 2"], Titles(bench));
    }

    [Fact]
    public async Task A_subscription_is_renewed_before_it_ends_and_a_reliable_hub_saves_polls()
    {
        await using var bench = await ArticleBench.StartAsync(host: Public);
        var (hub, bot) = await FollowedAsync(bench);
        await hub.VerifyAsync(bot);
        await hub.PushAsync(bot, SomeFeed.Rss(SomeFeed.Items(2, 1)));
        await bench.LaterAsync();
        var polls = bench.Server.Requests.Count(r => r.Path == "/feed");
        for (var hour = 0; hour < 24; hour++)
            await bench.Bot.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.InRange(bench.Server.Requests.Count(r => r.Path == "/feed") - polls, 2, 4);

        await bench.Bot.AdvanceAsync(TimeSpan.FromDays(7));
        Assert.Equal(2, hub.Asked.Count);
        await hub.VerifyAsync(bot);
        Assert.True((await HubAsync(bench)).LeaseUntil > bench.Bot.Clock.Now.AddDays(9));
    }

    [Fact]
    public async Task A_hub_that_fails_is_asked_again_and_its_feed_is_polled_as_always()
    {
        await using var bench = await ArticleBench.StartAsync(host: Public);
        var (hub, _) = await FollowedAsync(bench, status: StatusCodes.Status500InternalServerError);
        bench.Server.Serve("/feed", Document(bench, hub, 2));
        await bench.LaterAsync();
        Assert.Equal(["Article 2"], Titles(bench));
        for (var day = 0; day < 6; day++)
            await bench.Bot.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.InRange(hub.Asked.Count, 3, 8);
    }

    [Fact]
    public async Task Without_a_public_address_no_hub_is_asked()
    {
        await using var bench = await ArticleBench.StartAsync();
        var (hub, _) = await FollowedAsync(bench);
        Assert.Empty(hub.Asked);
    }

    [Fact]
    public async Task A_feed_that_nobody_follows_any_more_is_not_renewed()
    {
        await using var bench = await ArticleBench.StartAsync(host: Public);
        var (hub, bot) = await FollowedAsync(bench);
        await hub.VerifyAsync(bot);
        await bench.OrganizerAsync("feeds remove 1");
        await bench.Bot.AdvanceAsync(TimeSpan.FromDays(9));
        Assert.Single(hub.Asked, asked => asked["hub.mode"] == "subscribe");
        Assert.Equal(HttpStatusCode.NotFound, (await hub.PushAsync(bot, SomeFeed.Rss(SomeFeed.Items(2, 1)))).StatusCode);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_hub_is_asked_to_forget_a_feed_that_is_removed_and_may_verify_it(Database database)
    {
        await using var bench = await ArticleBench.StartAsync(database, host: Public);
        var (hub, bot) = await FollowedAsync(bench);
        await hub.VerifyAsync(bot);
        Assert.Equal(HttpStatusCode.NotFound, (await hub.VerifyAsync(bot, mode: "unsubscribe")).StatusCode);

        await bench.OrganizerAsync("feeds remove 1");
        await bench.Bot.TurnAsync();

        Assert.Equal(["subscribe", "unsubscribe"], hub.Asked.Select(asked => asked["hub.mode"]));
        Assert.Equal((hub.Asked[0]["hub.topic"], hub.Asked[0]["hub.callback"]), (hub.Asked[1]["hub.topic"], hub.Asked[1]["hub.callback"]));
        Assert.Equal("the-challenge", await (await hub.VerifyAsync(bot, mode: "unsubscribe")).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await hub.VerifyAsync(bot)).StatusCode);
    }

    [Fact]
    public async Task A_hub_that_a_feed_names_no_longer_or_replaces_is_asked_to_forget_it()
    {
        await using var bench = await ArticleBench.StartAsync(host: Public);
        var (hub, bot) = await FollowedAsync(bench);
        await hub.VerifyAsync(bot);

        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        await bench.LaterAsync();
        Assert.Equal(["subscribe", "unsubscribe"], hub.Asked.Select(asked => asked["hub.mode"]));

        bench.Server.Serve("/feed", Document(bench, hub, 3));
        await bench.LaterAsync();
        await hub.VerifyAsync(bot);
        // The feed calls itself by another address: the former topic ends, the new one begins.
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 4)).Replace("<title>Land Watch</title>", "<title>Land Watch</title>" + hub.LinksOf(bench.Server.At("/other")), StringComparison.Ordinal));
        await bench.LaterAsync();

        Assert.Equal(["subscribe", "unsubscribe"], hub.Asked.TakeLast(2).Select(asked => asked["hub.mode"]).Order());
        Assert.Equal(bench.Server.At("/other").AbsoluteUri, hub.Subscribed["hub.topic"]);
        Assert.Equal(bench.Server.At("/feed").AbsoluteUri, hub.Asked.Last(asked => asked["hub.mode"] == "unsubscribe")["hub.topic"]);
    }

    [Fact]
    public async Task After_a_change_of_the_public_address_hubs_forget_the_former_one()
    {
        await using var bench = await ArticleBench.StartAsync(host: Public);
        var (hub, bot) = await FollowedAsync(bench);
        await hub.VerifyAsync(bot);
        var former = hub.Callback;
        await bench.Bot.InScopeAsync(async services =>
        {
            await services.GetRequiredService<PlatformState>().SaveAsync("hubs/address", "https://former.example.org/", CancellationToken.None);
            return true;
        });

        // As a process does that starts with another address.
        var restarted = ActivatorUtilities.CreateInstance<HubLoop>(bench.Bot.Services);
        await restarted.TurnAsync(CancellationToken.None);
        await restarted.TurnAsync(CancellationToken.None);

        Assert.Equal($"https://former.example.org{former}", hub.Asked.Single(asked => asked["hub.mode"] == "unsubscribe")["hub.callback"]);
        Assert.Equal(2, hub.Asked.Count(asked => asked["hub.mode"] == "subscribe"));
        Assert.StartsWith("https://bot.example.org/hub/", hub.Subscribed["hub.callback"], StringComparison.Ordinal);
        Assert.NotEqual(former, hub.Callback);
        Assert.Equal("the-challenge", await (await hub.VerifyAsync(bot)).Content.ReadAsStringAsync());
    }

    private static async Task<(FakeHub Hub, HttpClient Bot)> FollowedAsync(ArticleBench bench, int status = StatusCodes.Status202Accepted)
    {
        var hub = new FakeHub(bench.Server) { Status = status };
        bench.Server.Serve("/feed", Document(bench, hub, 1));
        var bot = await bench.Bot.OpenEndpointsAsync();
        await bench.FollowAsync();
        return (hub, bot);
    }

    /// <summary>A feed with the hub's links and this many articles.</summary>
    private static string Document(ArticleBench bench, FakeHub hub, int articles) =>
        SomeFeed.Rss(SomeFeed.Items(1, articles)).Replace("<title>Land Watch</title>", "<title>Land Watch</title>" + hub.LinksOf(bench.Server.At("/feed")), StringComparison.Ordinal);

    private static Task<HubSubscription> HubAsync(ArticleBench bench) => bench.Bot.DbAsync(db => db.HubSubscriptions.AsNoTracking().SingleAsync());

    private static IEnumerable<string?> Titles(ArticleBench bench) => bench.Bot.Platform.Sent.Select(sent => sent.Reply.Title);
}
