using System.Globalization;

namespace AdvocacyBot.Benchmarks.Soak;

/// <summary>
/// The real executable for some minutes under a steady fifty intents a second on three platforms, with twenty articles a minute
/// for all of them: how long answers take, what is never answered or shown, and whether its memory grows. The platforms are fakes
/// that run in this process, on the same machine. <c>soak --minutes 10</c>
/// </summary>
internal static class SoakBenchmark
{
    private const int PerSecond = 50;
    private const int SecondsBetweenArticles = 3;
    private const int SecondsBetweenSamples = 5;

    /// <summary>Meanwhile the runtime is still compiling what it runs most.</summary>
    private const int WarmUp = 30 * PerSecond;

    private static readonly string[] Troubles = ["fail:", "crit:", "Unhandled"];

    public static async Task RunAsync(string[] args)
    {
        var minutes = Arguments.Number(args, "--minutes", 10);
        await using var scene = await SoakScene.StartAsync();
        var vitals = new Vitals(scene.Bot, scene.Client);
        var (discord, matrix, room) = (new Place("Discord", scene.Discord), new Place("Matrix", scene.Matrix), new Place("room", scene.Room));
        var late = await LoadAsync(scene, vitals, [discord, matrix, room, discord, matrix], TimeSpan.FromMinutes(minutes));
        var isComplete = await scene.SettleAsync();

        Say($"{PerSecond} intents a second for {minutes} min, each from when it was due to when its answer was there");
        Say($"(of that at most {late.TotalMilliseconds:0} ms were this process's own delay in beginning one):");
        foreach (var place in (Place[])[discord, matrix, room])
        {
            Say($"{place.Name,-8} {place.Measured}");
            Say($"{"",-8} while warming up: {place.WarmingUp}");
        }

        vitals.Print(text => Say($"{text}"));
        PrintNews(scene, isComplete, [discord, matrix, room]);
        PrintTroubles(scene);
        foreach (var file in scene.Files())
            Say($"file {file.Name}: {file.Length / 1048576.0:0.0} MB");
        Say($"exit code after SIGTERM: {await scene.Bot.StopAsync()}");
    }

    /// <summary>One pace for everything, so that nothing that happens beside the intents has a rhythm of its own.</summary>
    private static async Task<TimeSpan> LoadAsync(SoakScene scene, Vitals vitals, Place[] turns, TimeSpan length)
    {
        var mixture = new Mixture();
        var begun = new List<Task>();
        var late = await Pace.RunAsync(PerSecond, TimeSpan.FromSeconds(WarmUp / PerSecond) + length, (number, due) =>
        {
            var place = turns[number % turns.Length];
            var isMeasured = number >= WarmUp;
            begun.Add(place.Crowd.AskAsync(mixture.Next(), due, isMeasured ? place.Measured : place.WarmingUp));
            if (number % (PerSecond * SecondsBetweenArticles) == 0)
                scene.News.Publish();
            if (isMeasured && number % PerSecond == 0)
                begun.Add(vitals.AskHealthAsync(due));
            if (isMeasured && number % (PerSecond * SecondsBetweenSamples) == 0)
                vitals.Sample((number - WarmUp) / (60.0 * PerSecond));
        });
        await Task.WhenAll(begun);
        return late;
    }

    private static void PrintNews(SoakScene scene, bool isComplete, Place[] places)
    {
        Say($"articles: {scene.ToBeShown} to be shown{(isComplete ? "" : ", NOT all of them are")}");
        foreach (var place in places)
        {
            var news = place.Crowd.News;
            Say($"{place.Name,-8} {news.Count} shown, {news.Repeated} of them more often than once");
        }
    }

    private static void PrintTroubles(SoakScene scene)
    {
        if (scene.Deafness is { } why)
            Say($"the room's events broke off: {why}");
        var lines = scene.Bot.Output.Split('\n');
        var troubles = lines.Index().Where(l => Array.Exists(Troubles, t => l.Item.Contains(t, StringComparison.Ordinal))).ToList();
        Say($"lines of trouble in its output: {troubles.Count}");
        foreach (var (index, line) in troubles.Take(5))
            Say($"  {line.Trim()} {lines.ElementAtOrDefault(index + 1)?.Trim()}");
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed record Place(string Name, ICrowd Crowd)
    {
        public Tally Measured { get; } = new();

        public Tally WarmingUp { get; } = new();
    }
}
