using AdvocacyBot.Tests.Support;
using Xunit.Abstractions;

namespace AdvocacyBot.Tests.Crashes;

/// <summary>
/// The real executable, killed without warning at each step and at random moments, and started again on the same folder: nothing
/// is lost, nothing comes twice. Seeded; a long run behind the flag.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Seed = 20261122;
    private static readonly int Kills = LongRuns.Count(3, 1_000);
    private static readonly int EachStep = LongRuns.Count(5, 1);

    [Fact]
    public async Task Killed_at_each_step_it_loses_nothing_and_repeats_nothing()
    {
        var steps = CrashStep.All.Where((_, index) => index % EachStep == 0);
        await using var scene = await CrashScene.StartAsync();
        foreach (var (name, step) in steps)
        {
            output.WriteLine(name);
            scene.Publish();
            scene.Ask();
            scene.Announce();
            await using var bot = scene.LaunchBot(step);
            await bot.DiesAsync(name);
        }

        await using var last = await scene.StartBotAsync();
        await scene.EndAsync(last, output);
    }

    [Fact]
    public async Task Killed_at_random_moments_it_loses_nothing_and_repeats_nothing()
    {
        var random = new Random(Seed);
        await using var scene = await CrashScene.StartAsync();
        using var over = new CancellationTokenSource();
        var world = scene.GoOnAsync(new Random(Seed + 1), over.Token);
        for (var kill = 0; kill < Kills; kill++)
        {
            // Every other time while it is still starting.
            await using var bot = kill % 2 == 0 ? await scene.StartBotAsync() : scene.LaunchBot();
            await Task.Delay(random.Next(50, 2_500));
            await bot.KillAsync();
        }

        await over.CancelAsync();
        await world;
        output.WriteLine($"Seed {Seed}, {Kills} kills.");
        await using var last = await scene.StartBotAsync();
        await scene.EndAsync(last, output);
    }
}
