using Medallion.Threading.Postgres;
using Npgsql;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// Lets one process at a time do something among all that share a database, such as connecting an account to its chat service.
/// PostgreSQL holds the lock as a session-level advisory lock, so it is released when the process dies. On SQLite only one
/// process works on the data folder, so there is nothing to wait for.
/// </summary>
public sealed class ExclusiveLock(StoreSettings settings)
{
    private static readonly TimeSpan Keepalive = TimeSpan.FromSeconds(5);
    private readonly string connection = WithKeepalive(settings);

    /// <summary>Waits until no other process holds the lock, then holds it until the result is disposed or lost.</summary>
    /// <param name="subject">What is locked, such as <c>platform/discord</c>.</param>
    /// <param name="waiting">Called once if another process holds it.</param>
    public async Task<Held> AcquireAsync(string subject, Action waiting, CancellationToken ct)
    {
        if (settings.Provider == StoreProvider.Sqlite)
            return new Held(null);

        var distributed = LockOf(subject);
        if (await distributed.TryAcquireAsync(cancellationToken: ct) is { } free)
            return new Held(free);
        waiting();
        return new Held(await distributed.AcquireAsync(cancellationToken: ct));
    }

    /// <summary>Takes the lock if no other process holds it now.</summary>
    /// <returns>Null if another process holds it.</returns>
    public async Task<Held?> TryAcquireAsync(string subject, CancellationToken ct)
    {
        if (settings.Provider == StoreProvider.Sqlite)
            return new Held(null);
        return await LockOf(subject).TryAcquireAsync(cancellationToken: ct) is { } free ? new Held(free) : null;
    }

    private PostgresDistributedLock LockOf(string subject) => new(
        new PostgresAdvisoryLockKey(subject, allowHashing: true), connection, options => options.KeepaliveCadence(Keepalive).UseMultiplexing(false));

    /// <summary>
    /// PostgreSQL notices within seconds when the machine of a lock's holder is gone, instead of after the system's two hours.
    /// </summary>
    private static string WithKeepalive(StoreSettings settings)
    {
        if (settings.Provider == StoreProvider.Sqlite)
            return "";
        var builder = new NpgsqlConnectionStringBuilder(settings.Connection) { ApplicationName = "AdvocacyBot locks" };
        if (string.IsNullOrEmpty(builder.Options))
            builder.Options = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";
        return builder.ToString();
    }

    /// <summary>A lock that this process holds for as long as its connection to the database lives.</summary>
    public sealed class Held : IAsyncDisposable
    {
        private readonly PostgresDistributedLockHandle? handle;

        internal Held(PostgresDistributedLockHandle? handle)
        {
            this.handle = handle;
            Lost = handle?.HandleLostToken ?? CancellationToken.None;
        }

        /// <summary>Cancelled when another process may hold the lock.</summary>
        public CancellationToken Lost { get; }

        public async ValueTask DisposeAsync()
        {
            try
            {
                if (handle is not null)
                    await handle.DisposeAsync();
            }
            catch (Exception e) when (e is InvalidOperationException or System.Data.Common.DbException && Lost.IsCancellationRequested)
            {
                // The connection is gone, and with it the lock.
            }
        }
    }
}
