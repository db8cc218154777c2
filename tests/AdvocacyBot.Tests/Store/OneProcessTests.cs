using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
using Npgsql;

namespace AdvocacyBot.Tests.Store;

/// <summary>Two processes on one PostgreSQL: one of them holds an account's connection at a time.</summary>
public sealed class OneProcessTests
{
    private const string Subject = "platform/discord";
    private readonly FakeClock clock = new();
    private readonly TaskCompletionSource waits = new();

    [PostgresFact]
    public async Task The_second_waits_until_the_first_lets_go()
    {
        var (first, second) = Two(PostgresCluster.NewDatabase());
        var held = await first.HoldAsync(Subject, () => Assert.Fail("Nobody else is there."), CancellationToken.None);
        var next = second.HoldAsync(Subject, waits.SetResult, CancellationToken.None);
        await waits.Task;
        Assert.False(next.IsCompleted);

        await held.DisposeAsync();
        await using var later = await AdvanceUntilAsync(next);
        Assert.False(later.Lost.IsCancellationRequested);
    }

    [PostgresFact]
    public async Task Whoever_loses_the_database_is_told_that_it_no_longer_holds_anything()
    {
        var database = PostgresCluster.NewDatabase();
        var (first, second) = Two(database);
        await using var held = await first.HoldAsync(Subject, waits.SetResult, CancellationToken.None);
        var lost = new TaskCompletionSource<bool>();
        await using var _ = held.Lost.Register(() => lost.SetResult(true));

        await using (var source = NpgsqlDataSource.Create(database))
        await using (var end = source.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"))
            await end.ExecuteNonQueryAsync();

        Assert.True(await AdvanceUntilAsync(lost.Task));
        await using var next = await AdvanceUntilAsync(second.HoldAsync(Subject, waits.SetResult, CancellationToken.None));
        Assert.False(next.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task On_a_file_of_its_own_a_process_waits_for_nobody()
    {
        var one = new OneProcess(new StoreSettings(StoreProvider.Sqlite, "unused.db"), clock);
        await using var first = await one.HoldAsync(Subject, waits.SetResult, CancellationToken.None);
        await using var second = await one.HoldAsync(Subject, waits.SetResult, CancellationToken.None);
        Assert.False(waits.Task.IsCompleted);
    }

    private (OneProcess First, OneProcess Second) Two(string database)
    {
        var settings = new StoreSettings(StoreProvider.Postgres, database);
        return (new OneProcess(settings, clock), new OneProcess(settings, clock));
    }

    /// <summary>Time passes until it is done.</summary>
    private async Task<T> AdvanceUntilAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await work;
    }
}
