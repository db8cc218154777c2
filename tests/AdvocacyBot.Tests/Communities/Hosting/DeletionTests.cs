using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Communities.Hosting;

/// <summary>A deleted community leaves nothing behind, and others keep everything.</summary>
public sealed class DeletionTests
{
    /// <summary>Tables whose rows concern the installation: which events have had their effect, and values without a community.</summary>
    private static readonly string[] Installation = ["SeenEvents", "PlatformStates"];

    [Theory, OnSqlite, OnPostgres]
    public async Task No_table_has_a_row_of_it_and_no_row_of_others_changes(Database database)
    {
        await using var two = await TwoCommunities.StartAsync(database);
        await two.Bot.DbAsync(async db =>
        {
            await SomeRows.AddAsync(db, 10_000);
            return true;
        });
        var (unowned, own, keys) = (await UnownedAsync(two), await OwnedAsync(two, Community.FirstId), KeysOf(two));
        var states = await StatesAsync(two);
        await FillSecondAsync(two);
        var empty = await two.Bot.DbAsync(
            async db => OwnedTables.Of(db.Model).Except((await SomeRows.DumpAsync(db, SomeRows.IsOwned, two.SecondId)).Select(line => line.Split(':')[0])).ToList());
        Assert.Empty(empty);
        Assert.Equal(keys + 1, KeysOf(two));

        Assert.False(await two.DeleteAsync(), "It is not suspended.");
        Assert.True(await two.SuspendAsync());
        Assert.True(await two.DeleteAsync());
        Assert.False(await two.ResumeAsync(), "It is being deleted.");
        await EraseAsync(two);

        Assert.Empty(await OwnedAsync(two, two.SecondId));
        Assert.Equal(own, await OwnedAsync(two, Community.FirstId));
        Assert.Equal(unowned.Where(line => !IsOfSecond(two, line)), await UnownedAsync(two));
        Assert.Equal(states, await StatesAsync(two));
        Assert.Equal(keys, KeysOf(two));
        Assert.StartsWith("I only answer groups", await two.SayThereAsync("actions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_another_community_follows_stays_and_its_articles_too()
    {
        await using var two = await TwoCommunities.StartAsync();
        var (shared, single) = (await FollowAsync(two, "shared", Community.FirstId, two.SecondId), await FollowAsync(two, "single", two.SecondId));

        await two.SuspendAsync();
        await two.DeleteAsync();
        await two.Bot.TurnAsync();

        Assert.Equal([(shared, FeedState.Active)], (await two.Bot.DbAsync(db => db.Feeds.ToListAsync())).Select(f => (f.Id, f.State)));
        Assert.Equal([shared], await two.Bot.DbAsync(db => db.Articles.Select(a => a.FeedId).ToListAsync()));
        Assert.NotEqual(shared, single);
    }

    [Fact]
    public async Task Keys_are_destroyed_at_once_even_while_a_platform_cannot_forget()
    {
        var isConnected = false;
        await using var two = await TwoCommunities.StartAsync(adjust: services => services.AddSingleton<ActionForgotten>((_, _) => Task.FromResult(isConnected)));
        var number = await two.AnnounceAsync("Second vigil", TwoCommunities.Second);
        await two.Bot.ChooseAsync($"rsvp:{number}:going", two.InBoth("ana"), channel: TwoCommunities.Second);
        await two.SuspendAsync();
        await two.DeleteAsync();

        await two.Bot.TurnAsync();
        Assert.Equal(0, KeysOf(two));
        Assert.Equal((1, 0), await two.Bot.DbAsync(async db => (await db.Mobilizations.CountAsync(), await db.Rsvps.CountAsync()), two.SecondId));

        isConnected = true;
        await two.Bot.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Empty(await OwnedAsync(two, two.SecondId));
        Assert.Equal(1, await two.Bot.DbAsync(db => db.Communities.CountAsync()));
    }

    /// <summary>This housekeeper alone, because others tidy the generated rows of the first community.</summary>
    private static async Task EraseAsync(TwoCommunities two)
    {
        await using var scope = two.Bot.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<EraseCommunities>().KeepAsync(CancellationToken.None);
    }

    /// <summary>Rows as members and organizers make them, and one row in every other table.</summary>
    private static async Task FillSecondAsync(TwoCommunities two)
    {
        var number = await two.AnnounceAsync("Second vigil", TwoCommunities.Second);
        await two.Bot.ChooseAsync($"rsvp:{number}:going", two.InBoth("ana"), channel: TwoCommunities.Second);
        await two.SayThereAsync("alerts here");
        await two.SayThereAsync("places code");
        await FollowAsync(two, "second", two.SecondId);
        await two.Bot.DbAsync(
            async db =>
            {
                await SomeRows.AddAsync(db, 20_000);
                return true;
            },
            two.SecondId);
    }

    /// <summary>A feed with an article that communities follow.</summary>
    private static async Task<long> FollowAsync(TwoCommunities two, string name, params long[] communities)
    {
        var now = two.Bot.Clock.Now;
        var feed = new Feed { Address = $"https://example.org/{name}", Title = name, AddedAt = now, NextPollAt = now.AddYears(1) };
        var article = await two.Bot.DbAsync(async db =>
        {
            db.Feeds.Add(feed);
            await db.SaveChangesAsync();
            var article = new Article
            {
                FeedId = feed.Id,
                Key = name,
                Title = name,
                Summary = "",
                Folded = name,
                ContentHash = name,
                SeenAt = now,
                LastSeenAt = now,
                SortAt = now,
            };
            db.Articles.Add(article);
            await db.SaveChangesAsync();
            return article.Id;
        });
        foreach (var community in communities)
        {
            await two.Bot.DbAsync(
                async db =>
                {
                    db.Subscriptions.Add(new Subscription { Number = 70_000 + feed.Id, FeedId = feed.Id, Platform = "fake", Channel = $"c{community}", AskedIn = $"c{community}", Since = now });
                    db.ArticleNumbers.Add(new ArticleNumber { Number = 70_000 + feed.Id, ArticleId = article });
                    return await db.SaveChangesAsync();
                },
                community);
        }

        return feed.Id;
    }

    private static bool IsOfSecond(TwoCommunities two, string line) =>
        line.StartsWith($"Communities: {two.SecondId},", StringComparison.Ordinal) || line.Contains(TwoCommunities.SecondPlace.Id, StringComparison.Ordinal);

    private static Task<IReadOnlyList<string>> OwnedAsync(TwoCommunities two, long community) =>
        two.Bot.DbAsync(db => SomeRows.DumpAsync(db, SomeRows.IsOwned, community));

    private static Task<IReadOnlyList<string>> UnownedAsync(TwoCommunities two) => two.Bot.DbAsync(
        db => SomeRows.DumpAsync(db, t => !SomeRows.IsOwned(t) && !Installation.Contains(t.GetTableName()), community: null));

    private static Task<List<string>> StatesAsync(TwoCommunities two) =>
        two.Bot.DbAsync(db => db.Set<PlatformStateRow>().Select(s => s.Key).OrderBy(key => key).ToListAsync());

    /// <summary>The keys of actions; the master key belongs to the installation.</summary>
    private static int KeysOf(TwoCommunities two) =>
        Directory.EnumerateFiles(two.Bot.Folder, "*.key", SearchOption.AllDirectories).Count(file => Path.GetFileName(file) != "master.key");
}
