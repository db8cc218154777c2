using System.Collections.Concurrent;
using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Processes;

/// <summary>
/// Three processes of the real executable divide Discord's shards while they are killed, stopped and made to stand still: every
/// interaction is answered within the time in which a shard may be without an owner, posts come once and in order, and Discord's limit on identifies
/// holds. <c>ADVOCACYBOT_SHARD_KILLS=50,7</c> (faults and seed) makes it a longer run.
/// </summary>
public sealed class KilledShardTests(ITestOutputHelper output)
{
    private const int Shards = 16;
    private const int Processes = 3;
    private static readonly TimeSpan MaxWithoutOwner = TimeSpan.FromSeconds(15);
    private static readonly int[] Run = LongRuns.Numbers("ADVOCACYBOT_SHARD_KILLS", LongRuns.Count(2, 300), 20261128);
    private readonly ConcurrentBag<FakeInteraction> used = [];
    private int written;

    [PostgresFact]
    public async Task A_process_that_stands_still_loses_its_shards_and_takes_its_share_again_when_it_goes_on()
    {
        await using var scene = await Scene.StartAsync(shards: 4);
        var (first, second) = (await scene.AddAsync(), await scene.AddAsync());
        await Eventually.HoldsAsync(async () => await HasAsync(first, 2, 4) && await HasAsync(second, 2, 4));

        await first.FreezeAsync();
        var frozen = TimeProvider.System.GetTimestamp();
        await Eventually.HoldsAsync(() => HasAsync(second, 4, 4), within: TimeSpan.FromMinutes(1));
        var took = TimeProvider.System.GetElapsedTime(frozen);
        output.WriteLine($"Taken over after {took.TotalSeconds:0.0} s.");
        var meanwhile = scene.Channels.Select(channel => scene.Discord.Slash(channel, "help")).ToList();
        foreach (var interaction in meanwhile)
            await interaction.AnsweredAsync(TimeSpan.FromMinutes(1));

        await first.ThawAsync();
        await Eventually.HoldsAsync(async () => await HasAsync(first, 2, 4) && await HasAsync(second, 2, 4));

        Assert.Equal((4, 0), (scene.Discord.Identifies, scene.Discord.EarlyIdentifies));
    }

    [PostgresFact]
    public async Task Shards_and_posts_survive_processes_that_are_killed_stopped_or_stand_still()
    {
        var (faults, random) = (Run[0], new Random(Run[1]));
        await using var scene = await Scene.StartAsync(Shards);
        for (var i = 0; i < Processes; i++)
            await scene.AddAsync();
        await Eventually.HoldsAsync(() => scene.Discord.ConnectedShards(Shards).Count == Shards && scene.Discord.World.CommandWrites > 0);
        using var over = new CancellationTokenSource();
        var working = Task.WhenAll(PostAsync(scene, over.Token), UseAsync(scene, over.Token));
        try
        {
            for (var fault = 0; fault < faults; fault++)
            {
                await ProgressAsync(scene);
                await Task.Delay(random.Next(500));
                await FailAsync(scene, victim: random.Next(Processes), kind: fault % 4);
            }

            await ProgressAsync(scene);
            await over.CancelAsync();
            await working;
            await Eventually.HoldsAsync(() => used.All(i => i.Answer is not null), "all interactions are answered", TimeSpan.FromMinutes(1));
            await Eventually.HoldsAsync(
                () => scene.Writer.DbAsync(async db => !await db.Deliveries.AnyAsync(d => d.State == DeliveryState.Waiting)), within: TimeSpan.FromMinutes(3));
        }
        finally
        {
            await over.CancelAsync();
            await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var longest = used.Select(i => i.AnsweredAfter).DefaultIfEmpty().Max();
            output.WriteLine(
                $"{faults} faults, seed {Run[1]}: {used.Count} interactions, the slowest after {longest.TotalSeconds:0.0} s, {used.Count(i => i.Answer is null)} without answer; "
                + $"{written} posts; {scene.Discord.Identifies} identifies, {scene.Discord.EarlyIdentifies} early; {scene.Discord.Resumes} resumes.");
            foreach (var process in scene.Bots)
                output.WriteLine(process.Output);
        }

        Assert.All(used, interaction => Assert.True(interaction.AnsweredAfter <= MaxWithoutOwner, $"answered after {interaction.AnsweredAfter}"));
        Assert.All(used, interaction => Assert.True(interaction.FollowUps.Count <= 1, "answered twice"));
        Assert.Equal((0, 0), (scene.Discord.EarlyIdentifies, scene.Discord.Refused));
        Assert.All(scene.Channels, (channel, index) => Assert.Equal(
            Enumerable.Range(0, written).Where(i => i % Shards == index).Select(Text),
            scene.Discord.World.Shown(channel.Id).Select(m => m.Words.Trim()).Where(words => words.StartsWith("post", StringComparison.Ordinal))));
    }

    /// <summary>Waits until every shard's guild has been answered since, and posts go on.</summary>
    private async Task ProgressAsync(Scene scene)
    {
        var (posts, after) = (Shown(scene), DateTime.UtcNow);
        await Eventually.HoldsAsync(() => Shown(scene) > posts + Shards, "posts are sent", TimeSpan.FromMinutes(3));
        await Eventually.HoldsAsync(
            () => used.Where(i => i.At > after && i.Answer is not null).Select(i => i.ChannelId).Distinct().Count() == Shards, "every shard answers", TimeSpan.FromMinutes(3));
    }

    private static async Task FailAsync(Scene scene, int victim, int kind)
    {
        switch (kind)
        {
            case 0 or 2:
                await scene.Bots[victim].DisposeAsync();
                await scene.ReplaceAsync(victim);
                break;
            case 1:
                await scene.Bots[victim].FreezeAsync();
                await Task.Delay(MaxWithoutOwner);
                await scene.Bots[victim].ThawAsync();
                break;
            default:
                Assert.Equal(0, await scene.Bots[victim].StopAsync());
                await scene.ReplaceAsync(victim);
                break;
        }
    }

    /// <summary>Posts to all channels in turn until it is over. Some always wait, and never so many that the end takes long.</summary>
    private async Task PostAsync(Scene scene, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            if (written - Shown(scene) < 3 * Shards)
            {
                scene.Writer.Clock.Step(DateTimeOffset.UtcNow - scene.Writer.Clock.GetUtcNow());
                await scene.Writer.Services.WriteOutboxAsync(outbox =>
                {
                    foreach (var channel in scene.Channels)
                        outbox.Send(new ChannelRef("discord", channel.Id), Reply.Say(Language.English, Text(written)), $"test/{written++}", "post");
                });
            }

            await Task.Delay(100, CancellationToken.None);
        }
    }

    /// <summary>Uses a command in the guild of each shard in turn until it is over.</summary>
    private async Task UseAsync(Scene scene, CancellationToken over)
    {
        for (var i = 0; !over.IsCancellationRequested; i++)
        {
            used.Add(scene.Discord.Slash(scene.Channels[i % Shards], "help"));
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private static int Shown(Scene scene) => scene.Channels.Sum(channel =>
        scene.Discord.World.Shown(channel.Id).Count(m => m.Words.StartsWith("post", StringComparison.Ordinal)));

    private static async Task<bool> HasAsync(BotProcess bot, int shards, int total) =>
        (await bot.ReadinessAsync()).Contains($"discord (shards {shards} of {total})", StringComparison.Ordinal);

    private static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"post {number}");

    /// <summary>A Discord with a guild and a channel for each shard, and processes of the bot.</summary>
    private sealed class Scene(FakeDiscordServer discord, string database, IReadOnlyList<FakeChannel> channels, BotHarness writer) : IAsyncDisposable
    {
        private readonly TemporaryFolder folder = new();

        public FakeDiscordServer Discord { get; } = discord;

        public IReadOnlyList<FakeChannel> Channels { get; } = channels;

        /// <summary>Writes to the database, and connects to nothing.</summary>
        public BotHarness Writer { get; } = writer;

        public List<BotProcess> Bots { get; } = [];

        public static async Task<Scene> StartAsync(int shards)
        {
            var world = new FakeWorld();
            var channels = Enumerable.Range(0, shards).Select(i => world.AddChannel(world.AddGuildOf(i, shards))).ToList();
            var discord = await FakeDiscordServer.StartAsync(
                new FakeSettings
                {
                    Shards = shards,
                    MaxConcurrency = shards,
                    IdentifyPause = TimeSpan.FromSeconds(5),
                    FirstResponse = TimeSpan.FromMinutes(1),
                    PerChannel = 1_000,
                    PerSecond = 1_000,
                },
                world);
            var database = await MigratedDatabase.OnPostgresAsync();
            var settings = world.Guilds.Keys.Select((guild, i) => KeyValuePair.Create($"Discord:GuildIds:{i}", (string?)guild))
                .Append(new("Discord:Token", discord.Settings.Token)).Append(new("Discord:ApiBaseUrl", discord.ApiBaseUrl.ToString()));
            var writer = await BotHarness.StartAsync(
                Database.Postgres, clock: new FakeClock(DateTimeOffset.UtcNow), connection: database, settings: new Dictionary<string, string?>(settings));
            return new Scene(discord, database, channels, writer);
        }

        public async Task<BotProcess> AddAsync()
        {
            Bots.Add(await SharedBot.StartAsync(Bots.Count, folder, database, Discord));
            return Bots[^1];
        }

        /// <summary>Starts a process anew.</summary>
        public async Task ReplaceAsync(int number) => Bots[number] = await SharedBot.StartAsync(number, folder, database, Discord);

        public async ValueTask DisposeAsync()
        {
            foreach (var bot in Bots)
                await bot.DisposeAsync();
            await Writer.DisposeAsync();
            await Discord.DisposeAsync();
            folder.Dispose();
        }
    }
}
