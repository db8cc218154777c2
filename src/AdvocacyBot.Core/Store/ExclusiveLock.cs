using System.Data.Common;
using Medallion.Threading.Postgres;
using Npgsql;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// Lets one process at a time do something among all that share a database, such as connecting an account to its chat service.
/// PostgreSQL holds the lock as a session-level advisory lock, so it is released when the process dies. On SQLite only one
/// process works on the data folder, so there is nothing to wait for.
/// </summary>
/// <remarks>
/// A process that holds or awaits a lock runs no statement meanwhile: a statement that waits in PostgreSQL has a snapshot, and rows that a
/// snapshot may see survive deletion in the files.
/// </remarks>
public sealed class ExclusiveLock(StoreSettings settings)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly string connectionString = WithKeepalive(settings);

    /// <summary>Waits until no other process holds the lock, then holds it until the result is disposed or lost.</summary>
    /// <param name="subject">What is locked, such as <c>platform/discord</c>.</param>
    /// <param name="waiting">Called once if another process holds the lock.</param>
    public async Task<Held> AcquireAsync(string subject, Action waiting, CancellationToken ct)
    {
        if (await TryAcquireAsync(subject, ct) is { } free)
            return free;
        waiting();
        while (true)
        {
            // Real time, because the other process lives in it.
            await Task.Delay(Interval, ct);
            if (await TryAcquireAsync(subject, ct) is { } released)
                return released;
        }
    }

    /// <summary>Takes the lock if no other process holds it now.</summary>
    /// <returns>Null if another process holds it.</returns>
    public async Task<Held?> TryAcquireAsync(string subject, CancellationToken ct)
    {
        if (settings.Provider == StoreProvider.Sqlite)
            return new Held(null, null);

        Held? held = null;
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(ct);
            var distributed = new PostgresDistributedLock(new PostgresAdvisoryLockKey(subject, allowHashing: true), connection);
            if (await distributed.TryAcquireAsync(cancellationToken: ct) is { } handle)
                held = new Held(connection, handle);
            return held;
        }
        finally
        {
            if (held is null)
                await connection.DisposeAsync();
        }
    }

    /// <summary>Both sides notice within seconds when the other's machine is gone, instead of after the system's two hours.</summary>
    private static string WithKeepalive(StoreSettings settings)
    {
        if (settings.Provider == StoreProvider.Sqlite)
            return "";
        var builder = new NpgsqlConnectionStringBuilder(settings.Connection) { ApplicationName = "AdvocacyBot locks", Pooling = false, KeepAlive = 5 };
        if (string.IsNullOrEmpty(builder.Options))
            builder.Options = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";
        return builder.ToString();
    }

    /// <summary>A lock that this process holds for as long as its connection to the database lives.</summary>
    public sealed class Held : IAsyncDisposable
    {
        private readonly NpgsqlConnection? connection;
        private readonly PostgresDistributedLockHandle? handle;
        private readonly CancellationTokenSource lost = new();
        private readonly CancellationTokenSource released = new();
        private readonly Task watching;

        internal Held(NpgsqlConnection? connection, PostgresDistributedLockHandle? handle)
        {
            (this.connection, this.handle, Lost) = (connection, handle, lost.Token);
            watching = connection is null ? Task.CompletedTask : WatchAsync(connection);
        }

        /// <summary>Cancelled when another process may hold the lock.</summary>
        public CancellationToken Lost { get; }

        public async ValueTask DisposeAsync()
        {
            await released.CancelAsync();
            await watching;
            try
            {
                if (handle is not null)
                    await handle.DisposeAsync();
            }
            catch (Exception e) when (e is InvalidOperationException or DbException && Lost.IsCancellationRequested)
            {
                // The connection is gone, and with it the lock.
            }

            if (connection is not null)
                await connection.DisposeAsync();
            released.Dispose();
            lost.Dispose();
        }

        /// <summary>Waits for the end of the connection, on which nothing else arrives.</summary>
        private async Task WatchAsync(NpgsqlConnection open)
        {
            try
            {
                while (true)
                    await open.WaitAsync(released.Token);
            }
            catch (OperationCanceledException) when (released.IsCancellationRequested)
            {
                // Released by its holder.
            }
            catch (Exception e) when (e is DbException or InvalidOperationException or IOException)
            {
                await lost.CancelAsync();
            }
        }
    }
}
