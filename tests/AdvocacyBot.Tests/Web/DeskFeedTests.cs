using System.Net;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Web;

/// <summary>The desk's pages of feeds: looking before following, and trying settings before saving them.</summary>
public sealed class DeskFeedTests
{
    [Fact]
    public async Task A_feed_is_looked_at_before_it_is_followed_and_then_listed_with_its_health()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var scene = await StartAsync(feeds);
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 3)));
        var look = await PostAsync(scene, "/desk/do", ("_command", "feeds check"), ("url", feeds.At("/feed").ToString()));
        Assert.Contains("Land Watch", look, StringComparison.Ordinal);
        Assert.Contains("Follow this feed", look, StringComparison.Ordinal);
        Assert.Empty(await scene.Bot.DbAsync(db => db.Subscriptions.ToListAsync()));

        await PostAsync(scene, "/desk/do", ("_command", "feeds add"), ("url", feeds.At("/feed").ToString()));
        await scene.Bot.TurnAsync();
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 5)));
        await scene.Bot.AdvanceAsync(TimeSpan.FromHours(8));
        feeds.Status("/feed", 503);
        await scene.Bot.AdvanceAsync(TimeSpan.FromHours(8));
        var list = await scene.Organizer.GetStringAsync("/desk/articles");
        foreach (var shown in (string[])["1 · Land Watch", "posted: 2, left out by the filter: 0", "failing: The server has a problem", "next read"])
            Assert.Contains(shown, list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_shows_its_effect_on_the_latest_articles_before_it_is_saved()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var scene = await FollowedAsync(feeds);
        var tried = await PostAsync(scene, "/desk/articles/1", ("setting", "filter"), ("value", "-football"), ("do", "try"));
        Assert.Contains("2 of the last 3 articles would be posted", tried, StringComparison.Ordinal);
        Assert.Contains(">-football</textarea>", tried, StringComparison.Ordinal);
        Assert.Null(await SettingAsync(scene, s => s.Filter));

        Assert.Contains("in the digest of", await PostAsync(scene, "/desk/articles/1", ("setting", "digest"), ("value", "daily 9am"), ("do", "try")), StringComparison.Ordinal);
        Assert.Contains("Write hours", await PostAsync(scene, "/desk/articles/1", ("setting", "quiet"), ("value", "always"), ("do", "try")), StringComparison.Ordinal);
        Assert.Contains("By Land Watch", await PostAsync(scene, "/desk/articles/1", ("setting", "template"), ("value", "By {feed}"), ("do", "try")), StringComparison.Ordinal);

        Assert.Contains("never: football", await PostAsync(scene, "/desk/articles/1", ("setting", "filter"), ("value", "-football"), ("do", "save")), StringComparison.Ordinal);
        Assert.Equal("-football", await SettingAsync(scene, s => s.Filter));
        await PostAsync(scene, "/desk/articles/1", ("setting", "filter"), ("value", ""), ("do", "save"));
        Assert.Null(await SettingAsync(scene, s => s.Filter));
    }

    [Fact]
    public async Task Held_articles_of_any_channel_are_approved_and_a_feed_is_read_at_once()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var scene = await FollowedAsync(feeds);
        await PostAsync(scene, "/desk/do", ("_command", "feeds hold"), ("feed", "1"), ("switch", "on"));
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 4)));
        await PostAsync(scene, "/desk/do", ("_command", "feeds read"), ("feed", "1"));
        await scene.Bot.TurnAsync();
        var page = await scene.Organizer.GetStringAsync("/desk/articles");
        Assert.Contains("waiting for approval: 1", page, StringComparison.Ordinal);
        var choice = page.Split("held-article:approve:")[1].Split('"')[0];
        await PostAsync(scene, "/desk/do", ("_choice", $"held-article:approve:{choice}"));
        await scene.Bot.TurnAsync();
        Assert.Equal("Article 4", scene.Bot.Platform.Sent[^1].Reply.Title);
    }

    [Fact]
    public async Task A_number_that_no_feed_has_leads_back_to_the_list()
    {
        await using var scene = await PublicScene.StartAsync();
        Assert.EndsWith("/desk/articles", (await scene.Organizer.GetAsync("/desk/articles/77")).RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
    }

    private static async Task<PublicScene> StartAsync(FeedServer feeds)
    {
        var scene = await PublicScene.StartAsync();
        scene.Bot.Services.GetRequiredService<FeedSettings>().Allow(feeds.Address);
        return scene;
    }

    /// <summary>A feed with three articles that a chat's channel follows.</summary>
    private static async Task<PublicScene> FollowedAsync(FeedServer feeds)
    {
        var scene = await StartAsync(feeds);
        feeds.Serve("/feed", SomeFeed.Rss([new SomeItem(3) { Title = "Football" }, .. SomeFeed.Items(1, 2)]));
        await scene.Bot.InScopeAsync(services => services.GetRequiredService<FollowFeed>().RunAsync(feeds.At("/feed"), Some.Channel, 0, CancellationToken.None));
        await scene.Bot.TurnAsync();
        return scene;
    }

    private static Task<string?> SettingAsync(PublicScene scene, System.Linq.Expressions.Expression<Func<Subscription, string?>> setting) =>
        scene.Bot.DbAsync(db => db.Subscriptions.Select(setting).SingleAsync());

    private static async Task<string> PostAsync(PublicScene scene, string path, params (string Name, string Value)[] fields)
    {
        var token = FormToken.In(await scene.Organizer.GetStringAsync("/desk"));
        using var answer = await scene.Organizer.PostAsync(path, new FormUrlEncodedContent([new("_token", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
