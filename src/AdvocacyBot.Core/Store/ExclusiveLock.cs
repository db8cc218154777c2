using Medallion.Threading;
using Medallion.Threading.Postgres;
using Npgsql;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// Lets one process at a time do something among all that share a database, such as connecting an account to its chat service.
/// PostgreSQL holds the locks as session-level advisory locks of one connection, so they are released when the process dies. On SQLite
/// only one process works on the data folder, so there is nothing to wait for. Thread-safe.
/// </summary>
/// <remarks>
/// A process that holds or awaits a lock runs no statement meanwhile: a statement that waits in PostgreSQL has a snapshot, and rows that a
/// snapshot may see survive deletion in the files.
/// </remarks>
/// <param name="settings">The database.</param>
/// <param name="process">This process, part of the connection's name in PostgreSQL, so that others can end the locks of one that stands still.</param>
public sealed class ExclusiveLock(StoreSettings settings, string process = "") : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly string connectionString = WithKeepalive(settings, process);
    private readonly SemaphoreSlim opening = new(1, 1);
    private LockSession? session;

    /// <summary>The names of a process's connections to PostgreSQL: that of its locks, and those of everything else.</summary>
    public static string[] ConnectionNames(string process) => [$"AdvocacyBot locks {process}", StoreSetup.ConnectionName(process)];

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

    /// <summary>Takes the lock if nobody holds it now.</summary>
    /// <returns>Null if another process, or this one, holds it.</returns>
    public Task<Held?> TryAcquireAsync(string subject, CancellationToken ct) => TryAsync(
        subject, async (connection, key) => await new PostgresDistributedLock(key, connection).TryAcquireAsync(cancellationToken: CancellationToken.None), ct);

    /// <summary>Takes the lock together with others who share it, if nobody holds it alone.</summary>
    /// <returns>Null if another process holds it alone, or this one holds it.</returns>
    public Task<Held?> TryShareAsync(string subject, CancellationToken ct) => TryAsync(
        subject, async (connection, key) => await new PostgresDistributedReaderWriterLock(key, connection).TryAcquireReadLockAsync(cancellationToken: CancellationToken.None), ct);

    public async ValueTask DisposeAsync()
    {
        if (session is not null)
            await session.DisposeAsync();
        session = null;
        opening.Dispose();
    }

    private async Task<Held?> TryAsync(
        string subject, Func<NpgsqlConnection, PostgresAdvisoryLockKey, Task<IDistributedSynchronizationHandle?>> acquire, CancellationToken ct)
    {
        if (settings.Provider == StoreProvider.Sqlite)
            return new Held(subject, null, null);

        await opening.WaitAsync(ct);
        try
        {
            if (session is { IsLost: true })
            {
                await session.DisposeAsync();
                session = null;
            }

            session ??= await LockSession.OpenAsync(connectionString, ct);
            return await session.TryAsync(subject, connection => acquire(connection, new PostgresAdvisoryLockKey(subject, allowHashing: true)));
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>Both sides notice within seconds when the other's machine is gone, instead of after the system's two hours.</summary>
    private static string WithKeepalive(StoreSettings settings, string process)
    {
        if (settings.Provider == StoreProvider.Sqlite)
            return "";
        var builder = new NpgsqlConnectionStringBuilder(settings.Connection)
        {
            ApplicationName = ConnectionNames(process)[0].TrimEnd(),
            Pooling = false,
            KeepAlive = 5,
            CommandTimeout = 5,
        };
        if (string.IsNullOrEmpty(builder.Options))
            builder.Options = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";
        return builder.ToString();
    }

    /// <summary>A lock that this process holds for as long as its connection to the database lives.</summary>
    public sealed class Held : IAsyncDisposable
    {
        private readonly LockSession? session;
        private readonly CancellationTokenSource lost = new();

        internal Held(string subject, LockSession? session, IDistributedSynchronizationHandle? handle) =>
            (Subject, this.session, Handle, Lost) = (subject, session, handle, lost.Token);

        /// <summary>What is locked.</summary>
        public string Subject { get; }

        /// <summary>Cancelled when another process may hold the lock.</summary>
        public CancellationToken Lost { get; }

        internal IDistributedSynchronizationHandle? Handle { get; }

        public async ValueTask DisposeAsync()
        {
            if (session is not null)
                await session.ReleaseAsync(this);
            lost.Dispose();
        }

        internal async Task LoseAsync()
        {
            try
            {
                await lost.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // It was released meanwhile.
            }
        }
    }
}
