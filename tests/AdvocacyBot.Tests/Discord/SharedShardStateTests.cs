using AdvocacyBot.Core.Store;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Wire;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AdvocacyBot.Tests.Discord;

/// <summary>What processes keep in the database about shards: positions, identifies, and how many there are.</summary>
public sealed class SharedShardStateTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_former_owner_of_a_shard_cannot_move_its_position(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var sessions = new SessionStore(bot.Services.GetRequiredService<IServiceScopeFactory>());
        Assert.Null(await sessions.ClaimAsync(3, 16, "first/1", None));
        await sessions.SaveAsync(SessionStore.Cursor(3, 16, "first/1", Position("old", 7)), None);
        Assert.False(await sessions.HaveAllBegunAsync(16, None));

        Assert.Equal(Position("old", 7), await sessions.ClaimAsync(3, 16, "second/1", None));
        await sessions.SaveAsync(SessionStore.Cursor(3, 16, "second/1", Position("new", 2)), None);
        await sessions.SaveAsync(SessionStore.Cursor(3, 16, "first/1", Position("old", 9)), None);

        Assert.Equal(Position("new", 2), await sessions.ClaimAsync(3, 16, "first/2", None));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_position_that_an_earlier_version_stored_is_resumed(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        await bot.InScopeAsync(async services =>
        {
            await services.GetRequiredService<PlatformState>().SaveAsync("discord/shard/0/1", "12 session wss://r.test/", None);
            return true;
        });
        var sessions = new SessionStore(bot.Services.GetRequiredService<IServiceScopeFactory>());

        Assert.True(await sessions.HaveAllBegunAsync(1, None));
        Assert.Equal(Position("session", 12), await sessions.ClaimAsync(0, 1, "now/1", None));
    }

    [PostgresFact]
    public async Task Two_processes_take_identifies_from_one_budget()
    {
        await using var pair = await ProcessPair.StartAsync();
        var (first, second) = (Budget(pair.First), Budget(pair.Second));
        await first.ReportAsync(new SessionStartLimit(1000, 500, 14_400_000, 2), None);
        await second.ReportAsync(new SessionStartLimit(1000, 600, 14_400_000, 2), None);

        Assert.Equal(TimeSpan.Zero, await first.TakeAsync(0, None));
        Assert.True(await second.TakeAsync(2, None) > TimeSpan.FromSeconds(1));
        Assert.True(await second.WaitAsync(0, None) > TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, await second.TakeAsync(1, None));
        Assert.Equal(0.498, second.LeftShare, 3);
    }

    [Fact]
    public async Task The_pause_between_identifies_holds_across_a_restart()
    {
        await using var bot = await BotHarness.StartAsync();
        Assert.Equal(TimeSpan.Zero, await Budget(bot).TakeAsync(0, None));

        bot.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(4.5), await Budget(bot).TakeAsync(0, None));
        bot.Clock.Advance(TimeSpan.FromSeconds(4.5));
        Assert.Equal(TimeSpan.Zero, await Budget(bot).TakeAsync(0, None));
    }

    [Fact]
    public async Task The_number_of_shards_only_grows()
    {
        await using var bot = await BotHarness.StartAsync();
        var count = new ShardCount(bot.Services.GetRequiredService<IServiceScopeFactory>());
        Assert.Null(await count.FindAsync(None));

        Assert.Equal(4, await count.RaiseAsync(4, None));
        Assert.Equal(4, await count.RaiseAsync(2, None));
        await count.RaiseAboveAsync(2, 2, None);
        await Assert.ThrowsAsync<Core.Platforms.PlatformUnavailableException>(() => count.RaiseAboveAsync(4, 4, None));
        Assert.Equal(4, await count.FindAsync(None));
    }

    private static SharedIdentifyBudget Budget(BotHarness bot) =>
        new(bot.Services.GetRequiredService<IServiceScopeFactory>(), NullLogger<SharedIdentifyBudget>.Instance);

    private static GatewayPosition Position(string session, int sequence) => new(new GatewaySession(session, new Uri("wss://r.test/")), sequence);
}
