using System.Diagnostics;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Benchmarks.Facts;

/// <summary>
/// How fast fact files come into an empty store, cold and then warm, and what memory a large one takes, beside as many bare rows
/// in the same run: <c>import --100000</c>.
/// </summary>
internal static class ImportBenchmark
{
    public static async Task RunAsync(string[] args)
    {
        var facts = args.Select(a => int.TryParse(a.TrimStart('-'), out var n) ? n : 0).FirstOrDefault(n => n > 0, 100_000);
        var (file, csv) = (Path.Combine(Path.GetTempPath(), "advocacybot-import.db"), Path.Combine(Path.GetTempPath(), "advocacybot-import.csv"));
        FactsBenchmark.Delete(file);
        await WriteAsync(csv, facts);

        await using var services = FactsBenchmark.Services(file);
        await using var scope = services.CreateScopeOf(Community.FirstId);
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        await Migrating.MigrateAsync(new StoreSettings(StoreProvider.Sqlite, file), CancellationToken.None);
        var import = scope.ServiceProvider.GetRequiredService<ImportFacts>();
        var examples = scope.ServiceProvider.GetRequiredService<ExampleFacts>();
        Console.WriteLine($"bundled facts into an empty store, cold: {await TimeAsync(() => examples.ImportAsync(CancellationToken.None)) * 1000:F0} ms");
        Console.WriteLine($"the same again: {await TimeAsync(() => examples.ImportAsync(CancellationToken.None)) * 1000:F1} ms");

        var before = Memory();
        var added = 0;
        var took = await TimeAsync(async () => added = (await import.FileAsync(csv, new ImportOptions(), null, CancellationToken.None)).Added);
        Console.WriteLine($"import of {added:N0} facts: {took:F1} s, {added / took:N0} a second, peak memory {Memory():N0} MB ({before:N0} MB before it)");
        took = await TimeAsync(async () => added = (await import.FileAsync(csv, new ImportOptions(), null, CancellationToken.None)).Added);
        Console.WriteLine($"the same file again: {took:F1} s, {added} added");
        Console.WriteLine($"held after it: {GC.GetTotalMemory(forceFullCollection: true) / 1_048_576:N0} MB of objects");
        Console.WriteLine($"as many bare rows in one transaction, for comparison: {await BareAsync(file, facts):F1} s");
        SqliteConnection.ClearAllPools();
        FactsBenchmark.Delete(file);
        File.Delete(csv);
    }

    private static async Task WriteAsync(string csv, int facts)
    {
        await using var text = new StreamWriter(csv);
        await text.WriteLineAsync("topic,event,when,value,unit,scope.en,scope.fr,scope.es,names,names_complete,source");
        for (var i = 0; i < facts; i++)
            await text.WriteLineAsync($"delegations,CANSEC,{1900 + (i % 120)},{i},things{i},scope {i},portée {i},alcance {i},Peru|Chile,false,cadsi-2014");
    }

    /// <summary>What the same facts take at the least: the claim, three texts, five terms, a source and a step each.</summary>
    private static async Task<double> BareAsync(string file, int facts)
    {
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE Bare (Id INTEGER PRIMARY KEY, A TEXT, B TEXT, C TEXT)";
        await command.ExecuteNonQueryAsync();
        return await TimeAsync(async () =>
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO Bare (A, B, C) VALUES (@a, @b, @c)";
            foreach (var name in (string[])["@a", "@b", "@c"])
                insert.Parameters.AddWithValue(name, "scope of some length");
            for (var i = 0; i < facts * 11; i++)
                await insert.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        });
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static long Memory() => Process.GetCurrentProcess().PeakWorkingSet64 / 1_048_576;
}
