using System.Net;
using System.Net.Sockets;
using AdvocacyBot.TestSupport;
using Microsoft.Data.Sqlite;

namespace AdvocacyBot.Tests.Crashes;

/// <summary>
/// Faults of the machine under the running executable, while the world goes on: each passes, and afterwards everything that
/// happened meanwhile is shown, once.
/// </summary>
public sealed class MachineTests(ITestOutputHelper output)
{
    private const int Seed = 20261123;
    private const int Files = 400;

    /// <summary>How long the bot may take to end what it has begun, whoever keeps it waiting.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    /// <summary>Longer than a statement waits for a lock.</summary>
    private static readonly TimeSpan Locked = TimeSpan.FromSeconds(LongRuns.Count(0, 40));

    [SmallDiskFact]
    public async Task Fault_after_fault_it_loses_nothing_and_repeats_nothing()
    {
        using var disk = new SmallDisk();
        await using var scene = await CrashScene.StartAsync(disk.Folder);
        await using (var bot = await scene.StartBotAsync(Files))
        {
            await OtherProgramLocksAsync(scene, bot);
            // An order that met the next fault could be refused for waiting too long, so what was ordered is seen first.
            await Eventually.HoldsAsync(() => scene.Announcements == 1, "the preview is confirmed", TimeSpan.FromMinutes(2));
            await scene.CatchUpAsync(bot, output);
            await DiskIsFullAsync(scene, bot, disk);
            await NoFileCanBeOpenedAsync(scene, bot);
        }

        // Where not one file more can be opened the runtime may end itself; whoever keeps the bot running starts it again.
        await using var last = await scene.StartBotAsync();
        await scene.EndAsync(last, output);
    }

    [Fact]
    public async Task Told_to_stop_in_the_middle_of_everything_it_stops_and_loses_nothing_and_repeats_nothing()
    {
        var random = new Random(Seed);
        await using var scene = await CrashScene.StartAsync();
        using var over = new CancellationTokenSource();
        var world = scene.GoOnAsync(new Random(Seed + 1), over.Token);
        for (var stop = 0; stop < LongRuns.Count(1, 50); stop++)
        {
            await using var bot = await scene.StartBotAsync();
            await Task.Delay(random.Next(50, 2_500));
            Assert.Equal(0, await bot.StopAsync());
        }

        await over.CancelAsync();
        await world;
        await using (var kept = await scene.StartBotAsync())
        {
            await scene.KeepWaitingAsync();
            Assert.Equal(0, await kept.StopAsync(Drain + TimeSpan.FromSeconds(5)));
            scene.EndWaiting();
        }

        await using var last = await scene.StartBotAsync();
        await scene.EndAsync(last, output);
        // Its session on the gateway was left so that it could be taken up again, each time.
        Assert.Equal(1, scene.Identifies);
    }

    [Fact]
    public async Task Copied_in_the_middle_of_everything_it_is_whole_elsewhere()
    {
        await using var scene = await CrashScene.StartAsync();
        await using var bot = await scene.StartBotAsync();
        using var over = new CancellationTokenSource();
        var world = scene.GoOnAsync(new Random(Seed), over.Token);
        var copy = Path.Combine(scene.Folder, "copy.db");
        await SucceedsAsync(scene.Folder, "backup", copy);
        await over.CancelAsync();
        await world;
        await scene.EndAsync(bot, output);

        using var elsewhere = new TemporaryFolder();
        await SucceedsAsync(elsewhere.Path, "restore", copy);
        Assert.Contains("CADSI", await SucceedsAsync(elsewhere.Path, "ask", "delegations 2014"), StringComparison.Ordinal);
    }

    private static async Task OtherProgramLocksAsync(CrashScene scene, BotProcess bot)
    {
        await using (var other = new SqliteConnection($"Data Source={scene.Database};Pooling=false"))
        {
            await other.OpenAsync();
            await using var held = other.BeginTransaction();
            scene.Publish();
            scene.Ask();
            scene.Announce();
            await UntilReadyAsync(bot, ready: false);
            await Task.Delay(Locked);
        }

        await UntilReadyAsync(bot, ready: true);
    }

    private static async Task DiskIsFullAsync(CrashScene scene, BotProcess bot, SmallDisk disk)
    {
        disk.Fill();
        // An order would be refused in a sentence. A question needs no room on the disk, only its answer's delivery does.
        scene.Publish();
        scene.Ask();
        await UntilReadyAsync(bot, ready: false);
        disk.MakeRoom();
        await UntilReadyAsync(bot, ready: true);
    }

    /// <summary>A crowd opens connections and says nothing, until there is no file left for anything else.</summary>
    private static async Task NoFileCanBeOpenedAsync(CrashScene scene, BotProcess bot)
    {
        var crowd = Enumerable.Range(0, Files).Select(_ => new TcpClient()).ToList();
        foreach (var visitor in crowd)
            await visitor.ConnectAsync(IPAddress.Loopback, bot.Room.Port).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        scene.Publish();
        await UntilReadyAsync(bot, ready: false);
        crowd.ForEach(visitor => visitor.Dispose());
    }

    private static Task UntilReadyAsync(BotProcess bot, bool ready) =>
        Eventually.HoldsAsync(async () => await bot.IsReadyAsync() == ready, within: TimeSpan.FromMinutes(2));

    private static async Task<string> SucceedsAsync(string folder, params string[] verb)
    {
        var (code, said) = await BotProcess.RunAsync(folder, verb);
        Assert.True(code == 0, said);
        return said;
    }
}
