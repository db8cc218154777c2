using AdvocacyBot.Core.Articles.Polling;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Tests.Mobilizations;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Processes;

/// <summary>Work that any of several processes on one PostgreSQL can do is done once when all of them look for it at the same time.</summary>
public sealed class SharedWorkTests
{
    private static readonly ChannelRef Channel = new("shared", "general");

    [PostgresFact]
    public async Task Two_processes_poll_each_due_feed_once()
    {
        const int Feeds = 12;
        await using var server = await FeedServer.StartAsync();
        await using var pair = await StartAsync(server);
        for (var i = 0; i < Feeds; i++)
        {
            server.Serve($"/{i}", SomeFeed.Rss(SomeFeed.Items(1, 2)));
            await pair.First.SayAsync($"feeds add {server.At($"/{i}")}", organizer: true, channel: Channel);
        }

        await pair.First.TurnAsync();
        pair.Clock.Advance(TimeSpan.FromHours(6));
        var before = server.Requests.Count;

        await BothAsync(pair, bot => bot.Services.GetRequiredService<FeedPoller>().TurnAsync(CancellationToken.None));

        Assert.Equal(
            Enumerable.Range(0, Feeds).Select(i => $"/{i}").Order(StringComparer.Ordinal),
            server.Requests.Skip(before).Select(r => r.Path).Order(StringComparer.Ordinal));
    }

    [PostgresFact]
    public async Task A_poll_that_outlasts_its_claim_records_nothing()
    {
        await using var server = await FeedServer.StartAsync();
        await using var pair = await StartAsync(server);
        server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        await pair.First.SayAsync($"feeds add {server.At("/feed")}", organizer: true, channel: Channel);
        await pair.First.TurnAsync();
        pair.Clock.Advance(TimeSpan.FromHours(6));
        server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 4)), with: _ => TakeOverAsync().GetAwaiter().GetResult());

        await pair.First.Services.GetRequiredService<FeedPoller>().TurnAsync(CancellationToken.None);

        Assert.Equal(2, await pair.First.DbAsync(db => db.Set<Core.Articles.Article>().CountAsync()));
        Assert.Equal("other/1", await pair.First.DbAsync(db => db.Set<Core.Articles.Feed>().Select(f => f.LeaseOwner).SingleAsync()));

        Task<int> TakeOverAsync() => pair.Second.DbAsync(db =>
            db.Set<Core.Articles.Feed>().ExecuteUpdateAsync(row => row.SetProperty(f => f.LeaseOwner, "other/1")));
    }

    [PostgresFact]
    public async Task Reminders_digests_and_purges_of_two_processes_come_once()
    {
        await using var server = await FeedServer.StartAsync();
        await using var pair = await StartAsync(server);
        server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        await pair.First.SayAsync($"feeds add {server.At("/feed")}", organizer: true, channel: Channel);
        await pair.First.TurnAsync();
        await pair.First.SayAsync("feeds digest 1 daily 09:00", organizer: true, channel: Channel);
        await pair.First.PublishAsync(await pair.First.OrganizeAsync("announce \"Vigil\" 7 May 2026 7pm at \"The square\""));
        await pair.First.TurnAsync();
        server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 4)));

        // Every loop of both, over three days.
        for (var hour = 0; hour < 72; hour += 4)
        {
            pair.Clock.Advance(TimeSpan.FromHours(4));
            await BothAsync(pair, bot => bot.TurnAsync());
        }

        // Each process has a platform of its own, too, where the action is announced.
        var texts = pair.Platform.Sent.Concat(pair.First.Platform.Sent).Concat(pair.Second.Platform.Sent).Select(s => s.Text).ToList();
        Assert.Single(texts, text => text.Contains("2 new articles", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("Reminder", StringComparison.Ordinal));
        Assert.Equal(texts.Count, texts.Distinct().Count());
    }

    private static Task<ProcessPair> StartAsync(FeedServer server) =>
        ProcessPair.StartAsync(settings: new Dictionary<string, string?> { ["Feeds:AllowedPrivateHosts:0"] = server.Host });

    private static Task BothAsync(ProcessPair pair, Func<BotHarness, Task> work) =>
        Task.WhenAll(Task.Run(() => work(pair.First)), Task.Run(() => work(pair.Second)));
}
