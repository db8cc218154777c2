using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Communities.Hosting;

/// <summary>A hosted community has limits, whichever way something is added; the first community has none.</summary>
public sealed class QuotaTests
{
    private const string Fact = "fact propose topic: delegations; event: CANSEC; when: 2015; value: 12; unit: delegations; scope: official delegations; source: cadsi-2014";

    [Fact]
    public async Task Every_way_of_adding_one_too_many_is_refused_with_its_sentence()
    {
        await using var feeds = await StartFeedsAsync();
        await using var two = await StartAsync(feeds);
        foreach (var text in (string[])[$"feeds add {feeds.At("/a")}", "fact examples"])
            Assert.DoesNotContain("the limit is", await SayAsync(two, text), StringComparison.Ordinal);
        await PublishAsync(two, "First", TwoCommunities.Second);

        foreach (var text in (string[])[$"feeds add {feeds.At("/b")}", $"feeds import {feeds.At("/list")}"])
            Assert.Equal("Your group cannot follow more feeds here: the limit is 1. Remove one first with \"feeds remove\".", await SayAsync(two, text));
        Assert.StartsWith("Your group cannot have more facts here: the limit is 1.", await SayAsync(two, Fact), StringComparison.Ordinal);
        Assert.StartsWith("Your group cannot have more actions here at a time: the limit is 1.", await SayAsync(two, "action 1 copy 7 June 2099 7pm"), StringComparison.Ordinal);
        Assert.StartsWith("Your group cannot have more actions here", await PublishAsync(two, "Second", TwoCommunities.Second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_chosen_with_a_button_counts_and_a_mere_offer_does_not()
    {
        await using var feeds = await StartFeedsAsync();
        await using var two = await StartAsync(feeds);

        var offer = await two.Bot.SayAsync($"feeds add {feeds.At("/site")}", organizer: true, channel: TwoCommunities.Second, command: true);
        Assert.Equal(2, offer.Choices.Count);
        var first = await two.Bot.ChooseAsync(offer.Choices[0].Id, organizer: true, channel: TwoCommunities.Second);
        var second = await two.Bot.ChooseAsync(offer.Choices[1].Id, organizer: true, channel: TwoCommunities.Second);

        Assert.DoesNotContain("the limit is", PlainText.Write(first), StringComparison.Ordinal);
        Assert.Contains("the limit is 1", PlainText.Write(second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_removed_makes_room_and_what_exists_can_be_changed()
    {
        await using var feeds = await StartFeedsAsync();
        await using var two = await StartAsync(feeds);
        await SayAsync(two, $"feeds add {feeds.At("/a")}");
        await SayAsync(two, $"feeds add {feeds.At("/b")}");
        await PublishAsync(two, "First", TwoCommunities.Second);

        Assert.DoesNotContain("the limit is", await SayAsync(two, "action 1 capacity 20"), StringComparison.Ordinal);
        await SayAsync(two, "feeds remove 1");
        Assert.DoesNotContain("the limit is", await SayAsync(two, $"feeds add {feeds.At("/b")}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_series_of_two_years_counts_as_what_is_announced_of_it()
    {
        await using var feeds = await StartFeedsAsync();
        await using var two = await StartAsync(feeds);
        await PublishAsync(two, "First", TwoCommunities.Second);

        Assert.Contains("104", await SayAsync(two, "action 1 weekly 104"), StringComparison.Ordinal);
        Assert.StartsWith("Your group cannot have more actions here", await PublishAsync(two, "Second", TwoCommunities.Second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_community_has_no_limits()
    {
        await using var feeds = await StartFeedsAsync();
        await using var two = await StartAsync(feeds);
        foreach (var text in (string[])[$"feeds add {feeds.At("/a")}", $"feeds add {feeds.At("/b")}", "fact examples", Fact])
            Assert.DoesNotContain("the limit is", PlainText.Write(await two.Bot.SayAsync(text, organizer: true, command: true)), StringComparison.Ordinal);
        foreach (var title in (string[])["First", "Second"])
            Assert.DoesNotContain("the limit is", await PublishAsync(two, title, channel: null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_quota_counts_rows_and_has_a_sentence_in_each_language()
    {
        await using var bot = await BotHarness.StartAsync();
        var rules = bot.Services.GetServices<QuotaRule>().Select(rule => rule.Quota).ToList();

        foreach (var quota in Enum.GetValues<Quota>())
        {
            Assert.Contains(quota, rules);
            foreach (var language in LanguageNames.All)
                Assert.Contains(" 7", ChatTexts.All.Format(language, $"quota.{quota.ToString().ToLowerInvariant()}", 7), StringComparison.Ordinal);
        }
    }

    private static async Task<FeedServer> StartFeedsAsync()
    {
        var feeds = await FeedServer.StartAsync();
        foreach (var path in (string[])["/a", "/b"])
            feeds.Serve(path, SomeFeed.Rss(SomeFeed.Items(1, 2)));
        feeds.Serve(
            "/site",
            """<html><head><link rel="alternate" type="application/rss+xml" href="/a" title="A"><link rel="alternate" type="application/rss+xml" href="/b" title="B"></head></html>""",
            "text/html");
        feeds.Serve("/list", $"""<opml version="2.0"><body><outline type="rss" text="B" xmlUrl="{feeds.At("/b")}"/></body></opml>""", "text/x-opml");
        return feeds;
    }

    private static Task<TwoCommunities> StartAsync(FeedServer feeds) => TwoCommunities.StartAsync(
        settings: new Dictionary<string, string?> { ["Feeds:AllowedPrivateHosts:0"] = feeds.Host },
        hosting: new CommunitySettings { Open = true, MaxFeeds = 1, MaxFacts = 1, MaxActions = 1 });

    private static Task<string> SayAsync(TwoCommunities two, string text) => two.SayThereAsync(text);

    private static async Task<string> PublishAsync(TwoCommunities two, string title, ChannelRef? channel)
    {
        var preview = await two.Bot.SayAsync($"announce \"{title}\" 31 May 2099 7am at \"The square\"", organizer: true, channel: channel, command: true);
        return PlainText.Write(await two.Bot.ChooseAsync(preview.Choices[0].Id, organizer: true, channel: channel));
    }
}
