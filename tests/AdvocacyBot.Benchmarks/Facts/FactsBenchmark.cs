using System.Diagnostics;
using System.Globalization;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Facts.Asking;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Benchmarks.Facts;

/// <summary>
/// How long a question takes from its text to its reply, beside the bare look-up in the same database; how fast a file comes in;
/// and how soon the first answer is there. Numbers on the command line are the sizes: <c>facts 10000 100000</c>.
/// </summary>
internal static class FactsBenchmark
{
    private const int Warm = 50;
    private const int Asked = 300;

    public static async Task RunAsync(string[] args)
    {
        var sizes = args.Select(a => int.TryParse(a.TrimStart('-'), out var n) ? n : 0).Where(n => n > 0).DefaultIfEmpty(10_000).ToList();
        foreach (var size in sizes)
            await MeasureAsync(size);
        await ImportAsync(sizes.Min());
    }

    private static async Task MeasureAsync(int size)
    {
        var file = Path.Combine(Path.GetTempPath(), $"advocacybot-facts-{size}.db");
        Delete(file);
        await using (var services = Services(file))
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<BotDb>();
            await db.Database.MigrateAsync();
            await scope.ServiceProvider.GetRequiredService<ImportFacts>().BundledAsync(CancellationToken.None);
            await SyntheticFacts.FillAsync(db, size);
        }

        var start = Stopwatch.GetTimestamp();
        await using var again = Services(file);
        await AskAsync(again, $"{SyntheticFacts.Topic(1)} 2001");
        Console.WriteLine($"{size:N0} claims; first answer after start {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms");

        var (topic, typo) = (SyntheticFacts.Topic(7), SyntheticFacts.Topic(7).Remove(3, 1));
        string[] shapes =
        [
            $"{topic} {{year}}", $"{topic} peru {{year}}", $"{typo} peru {{year}}", $"{SyntheticFacts.Word(5)} {SyntheticFacts.Word(77)}",
            topic, "peru", $"{topic} 1950", "delegations 2014",
        ];
        foreach (var shape in shapes)
            await MeasureAsync(shape, again);
        await BaselineAsync(file);
        SqliteConnection.ClearAllPools();
        Delete(file);
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

    /// <summary>The same look-up, topic and year, in bare SQL on one open connection.</summary>
    private static async Task BaselineAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT c.Id, c.Number, t.Scope FROM Claims c JOIN ClaimTexts t ON t.ClaimId = c.Id
            WHERE c.TopicId = (SELECT Id FROM Terms WHERE Slug = $slug) AND c.Status = 'Published' AND c."From" <= $to AND c."To" >= $from
            ORDER BY c."To" DESC, c.Id LIMIT 60
            """;
        command.Parameters.AddWithValue("$slug", SyntheticFacts.Topic(7));
        var (from, to) = (command.Parameters.AddWithValue("$from", ""), command.Parameters.AddWithValue("$to", ""));
        var times = new double[Asked];
        for (var i = 0; i < Asked; i++)
        {
            var year = (1988 + (i % 36)).ToString(CultureInfo.InvariantCulture);
            (from.Value, to.Value) = ($"{year}-01-01", $"{year}-12-31");
            var start = Stopwatch.GetTimestamp();
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                _ = rows.GetInt64(0);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Write("bare SQL of topic and year", times, null);
    }

    private static async Task ImportAsync(int facts)
    {
        var (file, csv) = (Path.Combine(Path.GetTempPath(), "advocacybot-import.db"), Path.Combine(Path.GetTempPath(), "advocacybot-import.csv"));
        Delete(file);
        await using (var text = new StreamWriter(csv))
        {
            await text.WriteLineAsync("topic,event,when,value,unit,scope.en,scope.fr,scope.es,names,names_complete,source");
            for (var i = 0; i < facts; i++)
                await text.WriteLineAsync($"delegations,CANSEC,{1900 + (i % 120)},{i},things{i},scope {i},portée {i},alcance {i},Peru|Chile,false,cadsi-2014");
        }

        await using var services = Services(file);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<BotDb>().Database.MigrateAsync();
        var import = scope.ServiceProvider.GetRequiredService<ImportFacts>();
        await import.BundledAsync(CancellationToken.None);
        var start = Stopwatch.GetTimestamp();
        var outcome = await import.FileAsync(csv, new ImportOptions(), null, CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(start);
        Console.WriteLine(
            $"import of {outcome.Added:N0} facts: {took.TotalSeconds:F1} s, {outcome.Added / took.TotalSeconds:N0} a second, "
            + $"peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1_048_576:N0} MB");
        SqliteConnection.ClearAllPools();
        Delete(file);
        File.Delete(csv);
    }

    private static ServiceProvider Services(string file)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddBotCore(new StoreSettings(StoreProvider.Sqlite, file), new BotSettings());
        return services.BuildServiceProvider();
    }

    private static async Task<AnswerOutcome> AskAsync(ServiceProvider services, string question)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AnswerQuestion>().RunAsync(question, Language.English, CancellationToken.None);
    }

    private static void Write(string what, double[] times, long? bytes)
    {
        Array.Sort(times);
        var allocated = bytes is { } b ? $", {b / 1024:N0} KB allocated" : "";
        Console.WriteLine($"  {what}: p50 {At(0.5):F2}, p95 {At(0.95):F2}, p99 {At(0.99):F2} ms{allocated}");

        double At(double share) => times[(int)(share * (times.Length - 1))];
    }

    private static void Delete(string file)
    {
        foreach (var path in (string[])[file, file + "-wal", file + "-shm"])
            File.Delete(path);
    }
}
