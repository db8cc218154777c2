using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Discord;

/// <summary>Several bots that divide the shards of one Discord on one PostgreSQL, with a guild for each shard.</summary>
internal sealed class ShardFleet : IAsyncDisposable
{
    private readonly TemporaryFolder keys = new();
    private readonly string database;
    private readonly List<DiscordRig> rigs = [];
    private readonly List<Effects> effects = [];

    private ShardFleet(FakeDiscordServer server, string database, IReadOnlyList<FakeChannel> channels) =>
        (Server, this.database, Channels) = (server, database, channels);

    public FakeDiscordServer Server { get; }

    /// <summary>A channel of each shard.</summary>
    public IReadOnlyList<FakeChannel> Channels { get; }

    /// <summary>How often each event took effect, over all bots.</summary>
    public IReadOnlyDictionary<string, int> Effects =>
        effects.SelectMany(e => e.Counts).GroupBy(e => e.Key).ToDictionary(g => g.Key, g => g.Sum(e => e.Value));

    /// <param name="guilds">How many guilds there are, in as many shards; more than the shards at the start if these are to become more.</param>
    public static async Task<ShardFleet> StartAsync(int shards, int? guilds = null, Func<FakeSettings, FakeSettings>? rules = null)
    {
        var world = new FakeWorld();
        var channels = Enumerable.Range(0, guilds ?? shards).Select(i => world.AddChannel(world.AddGuildOf(i, guilds ?? shards))).ToList();
        var settings = DiscordRig.Patient with { Shards = shards, MaxConcurrency = 64, IdentifyPause = TimeSpan.FromSeconds(4.9) };
        return new ShardFleet(await FakeDiscordServer.StartAsync(rules?.Invoke(settings) ?? settings, world), await MigratedDatabase.OnPostgresAsync(), channels);
    }

    /// <summary>Starts another bot.</summary>
    public async Task<DiscordRig> AddAsync()
    {
        var rig = await DiscordRig.StartAsync(server: Server, database: database, keys: Path.Combine(keys.Path, "keys"), waits: false);
        rigs.Add(rig);
        effects.Add(rig.Effects);
        return rig;
    }

    /// <summary>The shards that a bot runs.</summary>
    public static IReadOnlyList<int> ShardsOf(DiscordRig rig) =>
        [.. rig.Services.GetRequiredService<HeldShards>().Running.Where(s => s.IsConnected).Select(s => s.Shard).Order()];

    /// <summary>Waits until bots run so many shards each, all of them different.</summary>
    public static Task DividedAsync(params (DiscordRig Rig, int Shards)[] expected) => Eventually.HoldsAsync(
        () => expected.All(e => ShardsOf(e.Rig).Count == e.Shards && e.Rig.Platform.IsReady)
            && expected.SelectMany(e => ShardsOf(e.Rig)).Distinct().Count() == expected.Sum(e => e.Shards),
        $"shards are divided {string.Join(" ", expected.Select(e => e.Shards))}");

    /// <summary>Uses a command in every guild.</summary>
    public List<FakeInteraction> UseAll() => [.. Channels.Select(channel => Server.Slash(channel, "once"))];

    public async ValueTask DisposeAsync()
    {
        foreach (var rig in rigs)
            await rig.DisposeAsync();
        await Server.DisposeAsync();
        keys.Dispose();
    }
}
