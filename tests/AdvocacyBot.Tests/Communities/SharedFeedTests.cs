using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Communities;

/// <summary>A feed that two communities follow is fetched once, and neither notices the other.</summary>
public sealed class SharedFeedTests
{
    [Fact]
    public async Task A_feed_is_still_read_when_one_of_two_communities_no_longer_follows_it()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var two = await StartAsync(feeds);
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        await FollowAsync(two, feeds, channel: null);
        await FollowAsync(two, feeds, TwoCommunities.Second);
        await two.Bot.TurnAsync();

        await two.Bot.SayAsync("feeds remove 1", organizer: true, channel: TwoCommunities.Second, command: true);
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 3)));
        await two.Bot.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal(["Article 3"], two.Platform.Sent.Where(s => s.Reply.Title?.StartsWith("Article", StringComparison.Ordinal) == true).Select(s => s.Reply.Title));
    }

    [Fact]
    public async Task Each_community_counts_its_own_articles()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var two = await StartAsync(feeds);
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        feeds.Serve("/other", SomeFeed.Rss(SomeFeed.Items(5, 3)));
        await FollowAsync(two, feeds, channel: null);
        await two.Bot.TurnAsync();
        await two.Bot.SayAsync($"feeds add {feeds.At("/other")}", organizer: true, channel: TwoCommunities.Second, command: true);
        await two.Bot.TurnAsync();
        await FollowAsync(two, feeds, TwoCommunities.Second);
        await two.Bot.TurnAsync();

        Assert.Equal([1, 2], await NumbersAsync(Community.FirstId));
        Assert.Equal([1, 2, 3, 4, 5], await NumbersAsync(two.SecondId));
        var why = PlainText.Write(await two.Bot.SayAsync("articles why 3", channel: TwoCommunities.Second, command: true));
        Assert.Contains("/other", why, StringComparison.Ordinal);
        Assert.DoesNotContain("/other", PlainText.Write(await two.Bot.SayAsync("articles why 3", command: true)), StringComparison.Ordinal);

        Task<List<long>> NumbersAsync(long community) =>
            two.Bot.DbAsync(db => db.ArticleNumbers.OrderBy(n => n.Number).Select(n => n.Number).ToListAsync(), community);
    }

    [Fact]
    public async Task A_list_of_feeds_does_not_name_a_feed_for_others()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var two = await StartAsync(feeds);
        feeds.Serve("/list", $"""<opml version="2.0"><body><outline type="rss" text="Our secret name" title="Our secret name" xmlUrl="{feeds.At("/feed")}"/></body></opml>""", "text/x-opml");
        feeds.Status("/feed", 503);

        await two.Bot.SayAsync($"feeds import {feeds.At("/list")}", organizer: true, channel: TwoCommunities.Second, command: true);

        Assert.Equal(feeds.Address.Host, await two.Bot.DbAsync(db => db.Feeds.Select(f => f.Title).SingleAsync()));
    }

    [Fact]
    public async Task Only_the_community_that_lets_a_moved_feed_pass_accepts_its_articles()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var two = await StartAsync(feeds);
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        await FollowAsync(two, feeds, channel: null);
        await FollowAsync(two, feeds, TwoCommunities.Second);
        await two.Bot.TurnAsync();
        await two.Bot.DbAsync(db => db.Feeds.ExecuteUpdateAsync(row => row.SetProperty(f => f.IsHeld, true)));

        await two.Bot.SayAsync("feeds hold off", organizer: true, channel: TwoCommunities.Second, command: true);
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 3)));
        await two.Bot.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal([TwoCommunities.Second], two.Platform.Sent.Where(s => s.Reply.Title == "Article 3").Select(s => s.Message.Channel));
    }

    [Fact]
    public async Task A_community_follows_a_feed_in_a_channel_that_another_one_had_before()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var two = await StartAsync(feeds);
        var (third, thirdPlace) = (new ChannelRef("fake", "third"), new PlaceRef("fake", "third-place"));
        two.Platform.Channels[third.Id] = thirdPlace;
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        await JoinAsync(two, third, channel: null);
        await FollowAsync(two, feeds, third);
        var place = await two.Bot.DbAsync(db => db.Places.Where(p => p.Key == thirdPlace.Id).Select(p => p.Id).SingleAsync());
        await two.Bot.SayAsync($"places leave {place}", organizer: true, command: true);
        await JoinAsync(two, third, TwoCommunities.Second);

        await FollowAsync(two, feeds, third);
        await two.Bot.TurnAsync();
        feeds.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 3)));
        await two.Bot.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal([third], two.Platform.Sent.Where(s => s.Reply.Title == "Article 3").Select(s => s.Message.Channel));
    }

    [Fact]
    public async Task What_waits_for_a_place_that_has_changed_hands_is_not_posted_there()
    {
        await using var two = await TwoCommunities.StartAsync();
        var (third, thirdPlace) = (new ChannelRef("fake", "third"), new PlaceRef("fake", "third-place"));
        two.Platform.Channels[third.Id] = thirdPlace;
        await JoinAsync(two, third, channel: null);
        await two.AnnounceAsync("First vigil", third);
        var place = await two.Bot.DbAsync(db => db.Places.Where(p => p.Key == thirdPlace.Id).Select(p => p.Id).SingleAsync());
        await two.Bot.SayAsync($"places leave {place}", organizer: true, command: true);
        await JoinAsync(two, third, TwoCommunities.Second);

        await two.Bot.TurnAsync();

        Assert.DoesNotContain(two.Platform.Sent, s => s.Message.Channel == third);
    }

    private static async Task JoinAsync(TwoCommunities two, ChannelRef joining, ChannelRef? channel)
    {
        var code = await two.Bot.PlaceCodeAsync(channel: channel);
        Assert.StartsWith(
            "This place now belongs to", PlainText.Write(await two.Bot.SayAsync($"setup {code}", organizer: true, channel: joining, command: true)), StringComparison.Ordinal);
    }

    private static Task<TwoCommunities> StartAsync(FeedServer feeds) =>
        TwoCommunities.StartAsync(settings: new Dictionary<string, string?> { ["Feeds:AllowedPrivateHosts:0"] = feeds.Host });

    private static async Task FollowAsync(TwoCommunities two, FeedServer feeds, ChannelRef? channel) => Assert.Contains(
        "Land Watch", PlainText.Write(await two.Bot.SayAsync($"feeds add {feeds.At("/feed")}", organizer: true, channel: channel, command: true)), StringComparison.Ordinal);
}
