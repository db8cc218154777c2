using System.Diagnostics;
using System.Globalization;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Benchmarks.Facts;

/// <summary>
/// How long a question takes from its text to its reply, beside the bare look-ups in the same database and beside Limnoria, and how
/// soon the first answer is there. Numbers on the command line are the sizes, each of which is measured in a process of its own:
/// <c>facts --10000 --100000</c>.
/// </summary>
internal static class FactsBenchmark
{
    private const int Warm = 200;
    private const int Asked = 300;

    private static readonly string[] Typed = ["delegations 2014", "subjectah", "peru", "saudi arabia", "plaintes"];
    private static readonly Request SomeRequest = new(
        new Intent("1", new MemberRef("bench", "one"), new ChannelRef("bench", "room"), new TextBody("")), Language.English, new Dictionary<string, string>());

    public static async Task RunAsync(string[] args)
    {
        var sizes = args.Select(a => int.TryParse(a.TrimStart('-'), out var n) ? n : 0).Where(n => n > 0).DefaultIfEmpty(0).ToList();
        if (sizes is [> 0 and var one])
        {
            await MeasureAsync(one);
            return;
        }

        foreach (var size in sizes is [0] ? [LimnoriaPeer.Facts, 10_000, 100_000, 1_000_000] : sizes)
            await OwnProcess.RunAsync("facts", string.Create(CultureInfo.InvariantCulture, $"--{size}"));
        await OwnProcess.RunAsync("import");
    }

    private static async Task MeasureAsync(int size)
    {
        var file = Path.Combine(Path.GetTempPath(), $"advocacybot-facts-{size}.db");
        Delete(file);
        var filling = Stopwatch.GetTimestamp();
        await using (var services = Services(file))
        {
            await using var scope = services.CreateScopeOf(Community.FirstId);
            var db = scope.ServiceProvider.GetRequiredService<BotDb>();
            await Migrating.MigrateAsync(new StoreSettings(StoreProvider.Sqlite, file), CancellationToken.None);
            await scope.ServiceProvider.GetRequiredService<ExampleFacts>().ImportAsync(CancellationToken.None);
            await SyntheticFacts.FillAsync(db, size);
        }

        var filled = Stopwatch.GetElapsedTime(filling).TotalSeconds;
        var start = Stopwatch.GetTimestamp();
        await using var again = Services(file);
        await AskAsync(again, $"{SyntheticFacts.Topic(1)} 2001");
        Console.WriteLine($"{size:N0} claims, made in {filled:F0} s; first answer after start {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms");

        var (topic, typo) = (SyntheticFacts.Topic(7), SyntheticFacts.Topic(7).Remove(3, 1));
        string[] shapes =
        [
            $"{topic} {{year}}", $"{topic} peru {{year}}", $"{typo} peru {{year}}", $"{SyntheticFacts.Word(5)} {SyntheticFacts.Word(77)}",
            SyntheticFacts.Word(5), topic, "peru", "peru {year}", "{year}", $"{topic} since {{year}}", $"compare {topic} {{year}} 2001", $"{topic} 1950", "delegations 2014",
        ];
        foreach (var shape in shapes)
            await MeasureAsync(shape, again);
        await SuggestAsync(again);
        await EditAsync(again);
        await BaselinesAsync(file);
        if (size == LimnoriaPeer.Facts)
            await LimnoriaAsync();
        SqliteConnection.ClearAllPools();
        Delete(file);
    }

    /// <summary>Each prefix of a few questions, as they are typed.</summary>
    private static async Task SuggestAsync(ServiceProvider services)
    {
        var typed = Typed.SelectMany(text => Enumerable.Range(0, text.Length + 1).Select(length => text[..length])).ToList();
        var times = new List<double>();
        var allocated = 0L;
        for (var run = 0; run < 12; run++)
        {
            foreach (var text in typed)
            {
                var before = GC.GetTotalAllocatedBytes();
                var start = Stopwatch.GetTimestamp();
                await using var scope = services.CreateScopeOf(Community.FirstId);
                var suggester = new QuestionSuggester(scope.ServiceProvider.GetRequiredService<BotDb>(), scope.ServiceProvider.GetRequiredService<FactsMemory>());
                await suggester.SuggestAsync(SomeRequest, text, CancellationToken.None);
                if (run == 0)
                    continue;
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                allocated += GC.GetTotalAllocatedBytes() - before;
            }
        }

        Write("autocomplete", [.. times], allocated / times.Count);
    }

    /// <summary>The first question after each of some edits, when the memory of what is held has to be put right.</summary>
    private static async Task EditAsync(ServiceProvider services)
    {
        var times = new double[20];
        for (var i = 0; i < times.Length; i++)
        {
            await using (var scope = services.CreateScopeOf(Community.FirstId))
            {
                await scope.ServiceProvider.GetRequiredService<BotDb>().Database.ExecuteSqlRawAsync(
                    "INSERT INTO Revisions (CommunityId, ClaimId, Version, Action, Actor, At) SELECT 1, max(Id), 2, 'Edited', 'x', '2026-01-01' FROM Claims");
            }

            var start = Stopwatch.GetTimestamp();
            await AskAsync(services, $"{SyntheticFacts.Topic(7)} 2001");
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Write("first question after an edit", times, null);
    }

    private static async Task MeasureAsync(string shape, ServiceProvider services)
    {
        for (var i = 0; i < Warm; i++)
            await AskAsync(services, Question(i));
        var times = new double[Asked];
        var allocated = GC.GetTotalAllocatedBytes();
        AnswerOutcome? last = null;
        for (var i = 0; i < Asked; i++)
        {
            var start = Stopwatch.GetTimestamp();
            last = await AskAsync(services, Question(i));
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Write($"{shape} ({last!.Kind}, {last.Claims.Count})", times, (GC.GetTotalAllocatedBytes() - allocated) / Asked);

        string Question(int i) => shape.Replace("{year}", (1988 + (i % 36)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static async Task BaselinesAsync(string file)
    {
        var bare = new FactBaselines(file, Asked);
        Write("bare SQL of topic and year, for comparison", await bare.ByTopicAsync(), null);
        Write("bare FTS5 of two words, for comparison", await bare.ByWordsAsync(5, 77), null);
        Write("bare FTS5 of one word, for comparison", await bare.ByWordsAsync(5), null);
    }

    private static async Task LimnoriaAsync()
    {
        if (await LimnoriaPeer.AskAsync(Asked) is { } times)
            Write($"Limnoria's Factoids, {LimnoriaPeer.Facts:N0} facts, for comparison", times, null);
        else
            Console.WriteLine("  Limnoria is not compared: install it with apt-get install limnoria.");
    }

    public static ServiceProvider Services(string file)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddBotCore(new StoreSettings(StoreProvider.Sqlite, file), new BotSettings());
        return services.BuildServiceProvider();
    }

    private static async Task<AnswerOutcome> AskAsync(ServiceProvider services, string question)
    {
        await using var scope = services.CreateScopeOf(Community.FirstId);
        return await scope.ServiceProvider.GetRequiredService<AnswerQuestion>().RunAsync(question, new AskContext(Language.English) { IsLanguageFixed = true }, CancellationToken.None);
    }

    private static void Write(string what, double[] times, long? bytes)
    {
        Array.Sort(times);
        var allocated = bytes is { } b ? $", {b / 1024:N0} KB allocated" : "";
        Console.WriteLine($"  {what}: p50 {At(0.5):F2}, p95 {At(0.95):F2}, p99 {At(0.99):F2} ms{allocated}");

        double At(double share) => times[(int)(share * (times.Length - 1))];
    }

    public static void Delete(string file)
    {
        foreach (var path in (string[])[file, file + "-wal", file + "-shm"])
            File.Delete(path);
    }
}
