using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
using Npgsql;

namespace AdvocacyBot.Tests.Store;

/// <summary>Two processes on one PostgreSQL: one of them connects an account at a time.</summary>
public sealed class ExclusiveLockTests
{
    private const string Subject = "platform/discord";
    private readonly TaskCompletionSource waits = new();

    [PostgresFact]
    public async Task The_second_process_waits_until_the_first_releases_the_lock()
    {
        var (first, second) = Two(PostgresCluster.NewDatabase());
        var held = await first.AcquireAsync(Subject, () => Assert.Fail("Nobody else is there."), CancellationToken.None);
        var next = second.AcquireAsync(Subject, waits.SetResult, CancellationToken.None);
        await waits.Task;
        Assert.False(next.IsCompleted);

        await held.DisposeAsync();
        await using var later = await next;
        Assert.False(later.Lost.IsCancellationRequested);
    }

    [PostgresFact]
    public async Task A_process_that_loses_the_database_is_notified_that_it_lost_the_lock()
    {
        var database = PostgresCluster.NewDatabase();
        var (first, second) = Two(database);
        await using var held = await first.AcquireAsync(Subject, waits.SetResult, CancellationToken.None);
        var lost = new TaskCompletionSource();
        await using var _ = held.Lost.Register(lost.SetResult);

        await using (var source = NpgsqlDataSource.Create(database))
        await using (var end = source.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"))
            await end.ExecuteNonQueryAsync();

        await lost.Task;
        await using var next = await second.AcquireAsync(Subject, waits.SetResult, CancellationToken.None);
        Assert.False(next.Lost.IsCancellationRequested);
    }

    [PostgresFact]
    public async Task All_locks_of_a_process_are_on_one_connection_and_are_lost_with_it()
    {
        var database = PostgresCluster.NewDatabase();
        var (first, second) = Two(database);
        await using var one = await first.TryAcquireAsync("one", CancellationToken.None);
        await using var two = await first.TryAcquireAsync("two", CancellationToken.None);
        Assert.Null(await first.TryAcquireAsync("one", CancellationToken.None));
        Assert.Null(await second.TryAcquireAsync("two", CancellationToken.None));
        await using var source = NpgsqlDataSource.Create(database);
        await using (var count = source.CreateCommand("SELECT count(DISTINCT pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
            Assert.Equal(1L, await count.ExecuteScalarAsync());

        var lost = new TaskCompletionSource[] { new(), new() };
        await using var a = one!.Lost.Register(lost[0].SetResult);
        await using var b = two!.Lost.Register(lost[1].SetResult);
        await using (var end = source.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'AdvocacyBot locks first' AND datname = current_database()"))
            await end.ExecuteNonQueryAsync();
        await Task.WhenAll(lost.Select(l => l.Task));

        await using var again = await first.TryAcquireAsync("one", CancellationToken.None);
        await using var taken = await second.TryAcquireAsync("two", CancellationToken.None);
        Assert.NotNull(again);
        Assert.NotNull(taken);
    }

    [PostgresFact]
    public async Task A_shared_lock_excludes_those_that_want_it_alone()
    {
        var (first, second) = Two(PostgresCluster.NewDatabase());
        var one = await first.TryShareAsync(Subject, CancellationToken.None);
        await using var two = await second.TryShareAsync(Subject, CancellationToken.None);
        Assert.NotNull(two);
        await one!.DisposeAsync();

        Assert.Null(await first.TryAcquireAsync(Subject, CancellationToken.None));
        await two.DisposeAsync();
        await using var alone = await first.TryAcquireAsync(Subject, CancellationToken.None);
        Assert.NotNull(alone);
        Assert.Null(await second.TryShareAsync(Subject, CancellationToken.None));
    }

    [Fact]
    public async Task SQLite_lock_is_granted_immediately()
    {
        var store = new ExclusiveLock(new StoreSettings(StoreProvider.Sqlite, "unused.db"));
        await using var first = await store.AcquireAsync(Subject, waits.SetResult, CancellationToken.None);
        await using var second = await store.AcquireAsync(Subject, waits.SetResult, CancellationToken.None);
        Assert.False(waits.Task.IsCompleted);
    }

    private static (ExclusiveLock First, ExclusiveLock Second) Two(string database)
    {
        var settings = new StoreSettings(StoreProvider.Postgres, database);
        return (new ExclusiveLock(settings, "first"), new ExclusiveLock(settings, "second"));
    }
}
