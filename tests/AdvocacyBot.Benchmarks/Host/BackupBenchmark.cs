using System.Diagnostics;
using System.Globalization;
using AdvocacyBot.Benchmarks.Facts;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Benchmarks.Host;

/// <summary>
/// A backup of a running bot with 100,000 facts and 1,000 articles: how long it takes, how long an answer and a write wait meanwhile, and
/// whether it can be restored. A copy of the file and writes without a backup are measured for comparison.
/// </summary>
internal static class BackupBenchmark
{
    private const int Facts = 100_000;
    private const int Articles = 1_000;

    public static async Task RunAsync()
    {
        await using var bot = await BotHarness.StartAsync();
        using var folder = new TemporaryFolder();
        var facts = Path.Combine(folder.Path, "facts.csv");
        await ImportBenchmark.WriteAsync(facts, Facts);
        await bot.InScopeAsync(services => FillAsync(services, facts));
        var (database, backup, copy) = (Path.Combine(bot.Folder, "advocacybot.db"), Path.Combine(folder.Path, "backup.db"), Path.Combine(folder.Path, "copy.db"));

        var bare = Stopwatch.StartNew();
        File.Copy(database, copy);
        Print($"copy of the file, {new FileInfo(database).Length / 1_048_576.0:0} MB: {bare.Elapsed.TotalSeconds:0.00} s");

        // The first answer after an import reads all facts.
        Print($"first answer, before the backup: {await MillisecondsAsync(() => bot.SayAsync("delegations 2014", command: true)):0} ms");
        var took = Stopwatch.StartNew();
        var during = await WaitsAsync(bot, () => bot.InScopeAsync(async services =>
        {
            await services.GetRequiredService<OnlineBackup>().WriteAsync(backup, CancellationToken.None);
            took.Stop();
            return true;
        }));
        var without = await WaitsAsync(bot, () => Task.Delay(took.Elapsed));
        Print($"backup with its check, {new FileInfo(backup).Length / 1_048_576.0:0} MB: {took.Elapsed.TotalSeconds:0.00} s");
        Print($"answers meanwhile: {during.Answers} (without a backup {without.Answers})");
        Print($"writes meanwhile: {during.Writes} (without a backup {without.Writes})");

        var restored = Stopwatch.StartNew();
        var (exitCode, output) = await BotProcess.RunAsync(folder.Path, ["restore", backup]);
        Print($"restore, with its check and purges: {restored.Elapsed.TotalSeconds:0.00} s, exit code {exitCode}: {output.Trim()}");
        await BotProcess.RunAsync(folder.Path, ["facts", "export", "all.csv"]);
        Print($"facts in the restored database: {File.ReadLines(Path.Combine(folder.Path, "all.csv")).Count() - 1:N0} ({Facts:N0} and the examples)");
    }

    private static async Task<bool> FillAsync(IServiceProvider services, string facts)
    {
        var db = services.GetRequiredService<BotDb>();
        await services.GetRequiredService<ExampleFacts>().ImportAsync(CancellationToken.None);
        await services.GetRequiredService<ImportFacts>().FileAsync(facts, new ImportOptions(), null, CancellationToken.None);
        var now = DateTime.UtcNow;
        var feed = new Feed { Address = "https://example.org/feed", Title = "Land Watch", AddedAt = now, NextPollAt = now.AddYears(1) };
        db.Feeds.Add(feed);
        await db.SaveChangesAsync();
        for (var i = 0; i < Articles; i++)
        {
            db.Articles.Add(new Article
            {
                FeedId = feed.Id,
                Key = $"article-{i}",
                Title = $"Article {i}",
                Summary = new string('x', 500),
                Folded = $"article {i}",
                ContentHash = $"{i}",
                SeenAt = now,
                LastSeenAt = now,
                SortAt = now,
            });
        }

        await db.SaveChangesAsync();
        return true;
    }

    /// <summary>Asks a question and writes a small row, one after the other, while something else runs.</summary>
    private static async Task<(Waits Answers, Waits Writes)> WaitsAsync(BotHarness bot, Func<Task> other)
    {
        var (answers, writes) = (new List<double>(), new List<double>());
        var running = Task.Run(other);
        while (!running.IsCompleted)
        {
            answers.Add(await MillisecondsAsync(() => bot.SayAsync("delegations 2014", command: true)));
            writes.Add(await MillisecondsAsync(() => bot.InScopeAsync(async services =>
            {
                await services.GetRequiredService<PlatformState>().SaveAsync("benchmark", Guid.NewGuid().ToString("N"), CancellationToken.None);
                return true;
            })));
            await Task.Delay(5);
        }

        await running;
        return (Waits.Of(answers), Waits.Of(writes));
    }

    private static async Task<double> MillisecondsAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed record Waits(int Count, double Median, double Max)
    {
        public static Waits Of(List<double> all)
        {
            all.Sort();
            return new Waits(all.Count, all.Count == 0 ? 0 : all[all.Count / 2], all.Count == 0 ? 0 : all[^1]);
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count}, median {Median:0.0} ms, longest {Max:0} ms");
    }
}
