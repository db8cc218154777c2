using AdvocacyBot.Core.Store;
using AdvocacyBot.Discord;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Discord;

/// <summary>Processes on one PostgreSQL divide Discord's shards among themselves.</summary>
public sealed class ShardDivisionTests
{
    [PostgresFact]
    public async Task Shards_move_when_processes_start_and_stop_and_every_event_takes_effect_once()
    {
        await using var fleet = await ShardFleet.StartAsync(8);
        var first = await fleet.AddAsync();
        await ShardFleet.DividedAsync((first, 8));
        await first.CommandsRegisteredAsync();
        var used = fleet.UseAll();

        var second = await fleet.AddAsync();
        used.AddRange(fleet.UseAll());
        await ShardFleet.DividedAsync((first, 4), (second, 4));
        Assert.Equal("shards 4 of 8", second.Platform.Detail);
        await using (var scope = first.Services.CreateAsyncScope())
        {
            var report = await ShardReport.ReadAsync(scope.ServiceProvider.GetRequiredService<PlatformState>(), CancellationToken.None);
            Assert.Equal("8 shards for 2 processes: 4 + 4.", report?.Text);
        }

        used.AddRange(fleet.UseAll());
        var third = await fleet.AddAsync();
        used.AddRange(fleet.UseAll());
        await ShardFleet.DividedAsync((first, 3), (second, 3), (third, 2));

        await second.StopAsync();
        used.AddRange(fleet.UseAll());
        await ShardFleet.DividedAsync((first, 4), (third, 4));

        foreach (var interaction in used)
            await interaction.AnsweredAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(used.Select(i => i.Id).Order(StringComparer.Ordinal), fleet.Effects.Keys.Order(StringComparer.Ordinal));
        Assert.All(fleet.Effects.Values, count => Assert.Equal(1, count));
        // Whoever took a shard over resumed its session.
        Assert.Equal((8, 0), (fleet.Server.Identifies, fleet.Server.EarlyIdentifies));
        Assert.True(fleet.Server.Resumes >= 4 + 2 + 3, $"{fleet.Server.Resumes} resumes");
    }

    [PostgresFact]
    public async Task With_fewer_shards_than_processes_the_others_are_ready_with_none()
    {
        await using var fleet = await ShardFleet.StartAsync(1);
        var first = await fleet.AddAsync();
        await ShardFleet.DividedAsync((first, 1));
        var second = await fleet.AddAsync();
        await ShardFleet.DividedAsync((first, 1), (second, 0));
        Assert.Equal("shards 0 of 1", second.Platform.Detail);

        await first.StopAsync();
        await ShardFleet.DividedAsync((second, 1));

        Assert.Equal((1, 1), (fleet.Server.Identifies, fleet.Server.Resumes));
    }

    [PostgresFact]
    public async Task Processes_follow_when_Discord_requires_more_shards()
    {
        await using var fleet = await ShardFleet.StartAsync(2, guilds: 4);
        var (first, second) = (await fleet.AddAsync(), await fleet.AddAsync());
        await ShardFleet.DividedAsync((first, 1), (second, 1));
        await first.CommandsRegisteredAsync();

        fleet.Server.RequireShards(4);

        await Eventually.HoldsAsync(() => fleet.Server.ConnectedShards(4).Count == 4, "four shards are connected");
        await ShardFleet.DividedAsync((first, 2), (second, 2));
        foreach (var interaction in fleet.UseAll())
            await interaction.AnsweredAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(0, fleet.Server.EarlyIdentifies);
    }

    [PostgresFact]
    public async Task Old_shards_run_until_all_new_ones_have_begun_so_that_no_event_is_lost()
    {
        await using var fleet = await ShardFleet.StartAsync(2, guilds: 4, rules: rules => rules with { MaxConcurrency = 2 });
        var (first, second) = (await fleet.AddAsync(), await fleet.AddAsync());
        await ShardFleet.DividedAsync((first, 1), (second, 1));
        await first.CommandsRegisteredAsync();

        await second.Services.GetRequiredService<ShardCount>().RaiseAsync(4, CancellationToken.None);
        var used = fleet.UseAll();
        while (fleet.Server.ConnectedShards(4).Count < 4 || fleet.Server.ConnectedShards(2).Count > 0)
        {
            used.AddRange(fleet.UseAll());
            await Task.Delay(200);
        }

        used.AddRange(fleet.UseAll());
        await ShardFleet.DividedAsync((first, 2), (second, 2));
        foreach (var interaction in used)
            await interaction.AnsweredAsync(TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync(() => used.TrueForAll(i => fleet.Effects.ContainsKey(i.Id)), "every event took effect");
        Assert.All(fleet.Effects.Values, count => Assert.Equal(1, count));
    }

    [PostgresFact]
    public async Task The_limit_of_requests_is_divided_by_the_processes()
    {
        await using var fleet = await ShardFleet.StartAsync(2);
        var first = await fleet.AddAsync();
        await ShardFleet.DividedAsync((first, 2));
        Assert.Equal(RateLimits.Global, PerSecond(first));

        var second = await fleet.AddAsync();
        await ShardFleet.DividedAsync((first, 1), (second, 1));
        Assert.Equal((25, 25), (PerSecond(first), PerSecond(second)));

        await second.StopAsync();
        await Eventually.HoldsAsync(() => PerSecond(first) == RateLimits.Global);
    }

    [PostgresFact]
    public async Task Identifies_of_different_processes_wait_for_each_other()
    {
        await using var fleet = await ShardFleet.StartAsync(2, rules: rules => rules with { MaxConcurrency = 1 });
        var (first, second) = (await fleet.AddAsync(), await fleet.AddAsync());

        await ShardFleet.DividedAsync((first, 1), (second, 1));

        Assert.Equal((2, 0), (fleet.Server.Identifies, fleet.Server.EarlyIdentifies));
    }

    private static int PerSecond(DiscordRig rig) => rig.Services.GetRequiredService<ApiClient>().PerSecond;
}
