using System.Text;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>PostgreSQL's own files, searched byte by byte, and its dump.</summary>
public sealed class PostgresFilesTests(ITestOutputHelper output)
{
    [PostgresFact]
    public async Task After_shredding_no_table_index_catalog_or_dump_holds_a_pseudonym()
    {
        var connection = await MigratedDatabase.OnPostgresAsync();
        await using var bot = await BotHarness.StartAsync(Database.Postgres, connection: connection);
        var (id, members, pseudonyms) = await ForgettingTests.FillAsync(bot);
        var secrets = members.Select(m => m.Id).Concat(pseudonyms).ToList();
        var (tables, log) = await PostgresCluster.FoldersOfAsync(connection);
        await SettleAsync(bot);
        Assert.True(CountIn(tables, pseudonyms) > 0, "The search has to find what is there, or it proves nothing.");
        Assert.Contains(pseudonyms[0], await PostgresCluster.DumpAsync(connection), StringComparison.Ordinal);

        await bot.UntilAsync((await bot.MobilizationAsync(id)).ShredAt);
        await bot.TurnAsync();
        await SettleAsync(bot);

        Assert.Equal(0, CountIn(tables, secrets));
        var dump = await PostgresCluster.DumpAsync(connection);
        Assert.Contains("PostgreSQL database dump complete", dump, StringComparison.Ordinal);
        Assert.DoesNotContain(secrets, secret => dump.Contains(secret, StringComparison.Ordinal));
        Assert.Equal(0, CountIn(log, members.Select(m => m.Id)));
        output.WriteLine($"The write-ahead log still holds {CountIn(log, pseudonyms)} copies of pseudonyms, whose key is destroyed.");
    }

    [PostgresFact]
    public async Task Samples_that_were_taken_before_are_deleted()
    {
        var connection = await MigratedDatabase.OnPostgresAsync();
        await using var bot = await BotHarness.StartAsync(Database.Postgres, connection: connection);
        await ForgettingTests.FillAsync(bot);
        await bot.ReadAsync("""ALTER TABLE "Rsvps" ALTER COLUMN "Person" SET STATISTICS 100""");
        await SettleAsync(bot);
        Assert.NotEmpty(await SampledAsync(bot));

        await bot.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ShuffleRows>().KeepAsync(CancellationToken.None);
            return true;
        });
        await SettleAsync(bot);

        Assert.Empty(await SampledAsync(bot));
    }

    /// <summary>As the server's own housekeeping does sooner or later.</summary>
    private static Task SettleAsync(BotHarness bot) => bot.DbAsync(db => db.Database.ExecuteSqlRawAsync("ANALYZE; CHECKPOINT"));

    private static Task<List<string>> SampledAsync(BotHarness bot) =>
        bot.ReadAsync($"SELECT tablename FROM pg_stats WHERE tablename IN ({string.Join(", ", ShuffleRows.Tables.Select(t => $"'{t}'"))})");

    private static int CountIn(string folder, IEnumerable<string> texts)
    {
        var patterns = texts.Select(Encoding.UTF8.GetBytes).ToList();
        return Directory.GetFiles(folder).Sum(file =>
        {
            var bytes = File.ReadAllBytes(file);
            return patterns.Sum(pattern => Count(bytes, pattern));
        });
    }

    private static int Count(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> pattern)
    {
        var count = 0;
        for (var at = 0; bytes[at..].IndexOf(pattern) is >= 0 and var next; at += next + 1)
            count++;
        return count;
    }
}
