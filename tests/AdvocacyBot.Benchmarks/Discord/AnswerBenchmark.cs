using System.Globalization;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Benchmarks.Discord;

/// <summary>
/// The time from a question to the first response: the real executable with the bundled facts, which answers with sources and buttons,
/// next to a bot on discord.js that echoes one word. Each runs in a process of its own, against the same fake Discord in one run.
/// discord.js compresses once <c>npm rebuild zlib-sync --prefix tests/peers --nodedir=/usr</c> has built its module.
/// </summary>
internal static class AnswerBenchmark
{
    private const int Warmups = 20;
    private const int Alone = 40;
    private const int Rounds = 5;
    private static readonly int[] AtOnce = [50, 200];
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(120);
    private static readonly Dictionary<string, string> Question = new() { ["question"] = "delegations 2014" };

    public static async Task RunAsync()
    {
        if (!DiscordJsPeer.IsInstalled)
        {
            Console.WriteLine("discord.js is missing: run npm ci --ignore-scripts in tests/peers");
            return;
        }

        var world = new FakeWorld();
        var channel = world.AddChannel(world.AddGuild());
        await using var server = await FakeDiscordServer.StartAsync(new FakeSettings { FirstResponse = TimeSpan.FromMinutes(1) }, world);

        Series echo;
        await using (await DiscordJsPeer.StartAsync(server, "bare-echo.mjs"))
            echo = await MeasureAsync(server, channel);
        var isEchoCompressed = server.IsCompressed;
        server.EndSessions();

        using var folder = new TemporaryFolder();
        await using var bot = await BotProcess.StartAsync(
            folder.Path,
            ("Sample__Enabled", "true"),
            ("Discord__Token", server.Settings.Token),
            ("Discord__ApiBaseUrl", server.ApiBaseUrl.ToString()),
            ("Discord__GuildIds__0", world.Guilds.Values.First().Id));
        await Eventually.HoldsAsync(bot.IsReadyAsync, "it is ready", StartTimeout);
        var answers = await MeasureAsync(server, channel);

        Say($"gateway compressed: bot {server.IsCompressed}, bare echo {isEchoCompressed}");
        var shown = world.Messages[^1];
        Say($"an answer has {shown.Words.Length} characters and {shown.Buttons.Count} buttons");
        Say($"1 at a time: p50 {Percentile(answers.Alone, 50):0.0} ms, bare echo in discord.js {Percentile(echo.Alone, 50):0.0} ms, ratio {Ratio(answers.Alone, echo.Alone, 50):0.00}");
        for (var i = 0; i < AtOnce.Length; i++)
        {
            var percent = i == 0 ? 50 : 99;
            Say($"{AtOnce[i]} at once: p{percent} {Percentile(answers.Crowds[i], percent):0} ms, bare echo {Percentile(echo.Crowds[i], percent):0} ms, ratio {Ratio(answers.Crowds[i], echo.Crowds[i], percent):0.00}");
        }

        Say($"the first answer after the start: {answers.First:0} ms, {answers.First / Percentile(answers.Alone, 50):0.0} times a later one (bare echo: {echo.First:0} ms, {echo.First / Percentile(echo.Alone, 50):0.0} times)");
    }

    private static async Task<Series> MeasureAsync(FakeDiscordServer server, FakeChannel channel)
    {
        var first = (await AskAsync(server, channel, 1))[0];
        await AskAsync(server, channel, Warmups);
        var alone = new List<double>();
        for (var i = 0; i < Alone; i++)
            alone.AddRange(await AskAsync(server, channel, 1));

        var crowds = new List<List<double>>();
        foreach (var count in AtOnce)
        {
            var times = new List<double>();
            for (var round = 0; round < Rounds; round++)
                times.AddRange(await AskAsync(server, channel, count));
            crowds.Add(times);
        }

        return new Series(first, alone, crowds);
    }

    private static async Task<List<double>> AskAsync(FakeDiscordServer server, FakeChannel channel, int count)
    {
        var asked = Enumerable.Range(0, count).Select(_ => server.Slash(channel, "ask", Question)).ToList();
        foreach (var one in asked)
            await one.RespondedAsync(StartTimeout);
        return asked.ConvertAll(a => a.Took.TotalMilliseconds);
    }

    private static double Ratio(List<double> ours, List<double> theirs, int percent) => Percentile(ours, percent) / Percentile(theirs, percent);

    private static double Percentile(List<double> times, int percent)
    {
        var sorted = times.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Milliseconds.</summary>
    /// <param name="First">The first response after the start.</param>
    /// <param name="Alone">One question at a time.</param>
    /// <param name="Crowds">Several at once, by <see cref="AtOnce"/>.</param>
    private sealed record Series(double First, List<double> Alone, IReadOnlyList<List<double>> Crowds);
}
