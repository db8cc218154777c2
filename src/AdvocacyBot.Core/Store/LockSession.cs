using System.Data.Common;
using Medallion.Threading;
using Npgsql;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// One connection to PostgreSQL with all locks that a process holds, so that a process needs one however many they are. Between its
/// statements it waits for the end of the connection, with which all locks are lost. Thread-safe.
/// </summary>
internal sealed class LockSession : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;

    /// <summary>Held by whoever runs a statement, and by nobody while the connection only waits.</summary>
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly Dictionary<string, ExclusiveLock.Held> held = new(StringComparer.Ordinal);
    private CancellationTokenSource pause = new();
    private Task watching = Task.CompletedTask;
    private volatile bool isLost;

    private LockSession(NpgsqlConnection connection) => this.connection = connection;

    /// <summary>Whether the connection has ended, and with it every lock.</summary>
    public bool IsLost => isLost;

    public static async Task<LockSession> OpenAsync(string connectionString, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(ct);
            var session = new LockSession(connection);
            session.watching = session.WatchAsync(session.pause.Token);
            return session;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes a lock that this session does not hold yet.</summary>
    /// <param name="subject">What is locked.</param>
    /// <param name="acquire">Runs the statement; null if another session holds the lock.</param>
    /// <returns>Null if it is held.</returns>
    /// <exception cref="DbException">The connection is lost.</exception>
    public Task<ExclusiveLock.Held?> TryAsync(string subject, Func<NpgsqlConnection, Task<IDistributedSynchronizationHandle?>> acquire) => RunAsync(async () =>
    {
        if (held.ContainsKey(subject) || await acquire(connection) is not { } handle)
            return null;
        return held[subject] = new ExclusiveLock.Held(subject, this, handle);
    });

    public async Task ReleaseAsync(ExclusiveLock.Held released)
    {
        try
        {
            await RunAsync(async () =>
            {
                held.Remove(released.Subject);
                if (!isLost)
                    await released.Handle!.DisposeAsync();
                return true;
            });
        }
        catch (Exception e) when (IsTrouble(e))
        {
            // The connection is gone, and with it the lock.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await one.WaitAsync();
        await pause.CancelAsync();
        await watching;
        await LoseAsync();
        await connection.DisposeAsync();
        pause.Dispose();
        one.Release();
    }

    private async Task<T> RunAsync<T>(Func<Task<T>> statement)
    {
        await one.WaitAsync();
        try
        {
            await pause.CancelAsync();
            await watching;
            return await statement();
        }
        catch (Exception e) when (IsTrouble(e))
        {
            await LoseAsync();
            throw;
        }
        finally
        {
            pause.Dispose();
            pause = new CancellationTokenSource();
            watching = isLost ? Task.CompletedTask : WatchAsync(pause.Token);
            one.Release();
        }
    }

    /// <summary>Waits for the end of the connection, on which nothing else arrives.</summary>
    private async Task WatchAsync(CancellationToken paused)
    {
        try
        {
            while (true)
                await connection.WaitAsync(paused);
        }
        catch (OperationCanceledException) when (paused.IsCancellationRequested)
        {
            // A statement is to run.
        }
        catch (Exception e) when (IsTrouble(e))
        {
            await LoseAsync();
        }
    }

    private async Task LoseAsync()
    {
        if (isLost)
            return;
        isLost = true;
        foreach (var lost in held.Values.ToList())
            await lost.LoseAsync();
        held.Clear();
    }

    private static bool IsTrouble(Exception e) => e is DbException or InvalidOperationException or IOException or TimeoutException;
}
