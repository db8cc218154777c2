using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Crashes;

/// <summary>
/// The real executable, killed without warning at each step and at random moments, and started again on the same folder: nothing
/// is lost, nothing comes twice. A long run behind the flag; <c>ADVOCACYBOT_CRASH_RUN=500,7</c> (kills and seed) makes it another.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    // Within a round no more happens than the feed can show at once.
    private const int Round = 25;

    private static readonly int EachStep = LongRuns.Count(5, 1);
    private static readonly int[] Run = LongRuns.Numbers("ADVOCACYBOT_CRASH_RUN", LongRuns.Count(3, 1_000), 20261122);

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
        var (all, seed) = (Run[0], Run[1]);
        output.WriteLine($"Seed {seed}, {all} kills.");
        var random = new Random(seed);
        await using var scene = await CrashScene.StartAsync();
        for (var kills = 0; kills < all; kills += Round)
        {
            using var over = new CancellationTokenSource();
            var world = scene.GoOnAsync(new Random(seed + kills), over.Token);
            for (var kill = 0; kill < Math.Min(Round, all - kills); kill++)
            {
                // Every other time while it is still starting.
                await using var bot = kill % 2 == 0 ? await scene.StartBotAsync() : scene.LaunchBot();
                await Task.Delay(random.Next(50, 2_500));
                await bot.KillAsync();
            }

            await over.CancelAsync();
            await world;
            await using var calm = await scene.StartBotAsync();
            await (kills + Round < all ? scene.CatchUpAsync(calm, output) : scene.EndAsync(calm, output));
        }
    }
}
