using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Processes;

/// <summary>
/// Two processes of the real executable send from one PostgreSQL to Discord while one of them is killed, again and again: nothing is
/// lost, nothing comes twice, and every channel is in order; <see cref="KilledShardTests"/> adds shards and interactions.
/// <c>ADVOCACYBOT_PROCESS_KILLS=50,7</c> (kills and seed) makes it a longer run.
/// </summary>
public sealed class KilledProcessTests(ITestOutputHelper output)
{
    private const int Channels = 4;
    private const int MaxWaiting = 40;
    private static readonly int[] Run = LongRuns.Numbers("ADVOCACYBOT_PROCESS_KILLS", LongRuns.Count(2, 300), 20261127);
    private int written;

    [PostgresFact]
    public async Task Deliveries_survive_kills_of_either_process_once_and_in_order()
    {
        using var folder = new TemporaryFolder();
        var (kills, random) = (Run[0], new Random(Run[1]));
        var world = new FakeWorld();
        var guild = world.AddGuild();
        var channels = Enumerable.Range(0, Channels).Select(i => world.AddChannel(guild, name: $"c{i}")).ToList();
        await using var discord = await FakeDiscordServer.StartAsync(new FakeSettings { PerChannel = 1_000, PerSecond = 1_000 }, world);
        var database = await MigratedDatabase.OnPostgresAsync();
        await using var writer = await BotHarness.StartAsync(
            Database.Postgres, clock: new FakeClock(DateTimeOffset.UtcNow), connection: database,
            settings: new Dictionary<string, string?>
            {
                ["Discord:GuildIds:0"] = guild.Id,
                ["Discord:Token"] = discord.Settings.Token,
                ["Discord:ApiBaseUrl"] = discord.ApiBaseUrl.ToString(),
            });

        var processes = new[] { await SharedBot.StartAsync(0, folder, database, discord), await SharedBot.StartAsync(1, folder, database, discord) };
        try
        {
            using var over = new CancellationTokenSource();
            var writing = WriteAsync(writer, Shown, channels, over.Token);
            for (var kill = 0; kill < kills; kill++)
            {
                var before = Shown();
                await Eventually.HoldsAsync(() => Shown() > before + MaxWaiting, "deliveries are sent", TimeSpan.FromMinutes(3));
                await Task.Delay(random.Next(500));
                var victim = random.Next(processes.Length);
                await processes[victim].DisposeAsync();
                processes[victim] = await SharedBot.StartAsync(victim, folder, database, discord);
            }

            await over.CancelAsync();
            await writing;
            await Eventually.HoldsAsync(
                () => writer.DbAsync(async db => !await db.Deliveries.AnyAsync(d => d.State == DeliveryState.Waiting)), within: TimeSpan.FromMinutes(3));
        }
        finally
        {
            foreach (var process in processes)
            {
                await process.DisposeAsync();
                output.WriteLine(process.Output);
            }

            var states = await writer.DbAsync(db => db.Deliveries.GroupBy(d => d.State).Select(g => $"{g.Count()} {g.Key}").ToListAsync());
            output.WriteLine($"{kills} kills, seed {Run[1]}: {written} deliveries in {Channels} channels, {string.Join(", ", states)}.");
        }

        Assert.All(channels, (channel, index) => Assert.Equal(
            Enumerable.Range(0, written).Where(i => i % Channels == index).Select(Text), world.Shown(channel.Id).Select(m => m.Words.Trim())));
        Assert.All(await writer.DbAsync(db => db.Deliveries.ToListAsync()), d => Assert.Equal(DeliveryState.Sent, d.State));

        int Shown() => channels.Sum(channel => world.Shown(channel.Id).Count);
    }

    /// <summary>Writes deliveries to all channels in turn until it is over. Some always wait, and never so many that the end takes long.</summary>
    private async Task WriteAsync(BotHarness writer, Func<int> shown, List<FakeChannel> channels, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            if (written - shown() < MaxWaiting)
            {
                writer.Clock.Step(DateTimeOffset.UtcNow - writer.Clock.GetUtcNow());
                await writer.Services.WriteOutboxAsync(outbox => channels.ForEach(channel =>
                    outbox.Send(new ChannelRef("discord", channel.Id), Reply.Say(Language.English, Text(written)), $"test/{written++}", "post")));
            }

            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"post {number}");
}
