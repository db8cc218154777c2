using System.Data.Common;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// Lets one process at a time do something, among all that work on the same database: hold the connection of an account to its
/// chat service, above all. On SQLite only one process works on the data folder, so there is nothing to wait for.
/// </summary>
public sealed class OneProcess(StoreSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    /// <summary>Waits until no other process holds the subject, then holds it until what is returned is disposed or lost.</summary>
    /// <param name="subject">Such as <c>platform/discord</c>.</param>
    /// <param name="waiting">Called once if another process holds it.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<Hold> HoldAsync(string subject, Action waiting, CancellationToken ct)
    {
        if (settings.Provider == StoreProvider.Sqlite)
            return new Hold(null, clock);

        for (var attempt = 1; ; attempt++)
        {
            if (await Postgres.TryHoldAsync(settings.Connection, subject, ct) is { } connection)
                return new Hold(connection, clock);
            if (attempt == 1)
                waiting();
            await Task.Delay(Between, clock, ct);
        }
    }

    /// <summary>What this process holds alone, for as long as its connection to the database lives.</summary>
    public sealed class Hold : IAsyncDisposable
    {
        private readonly DbConnection? connection;
        private readonly CancellationTokenSource lost = new();
        private readonly CancellationTokenSource over = new();
        private readonly Task watch;

        internal Hold(DbConnection? connection, TimeProvider clock)
        {
            this.connection = connection;
            watch = connection is null ? Task.CompletedTask : WatchAsync(connection, clock, over.Token);
        }

        /// <summary>Cancelled when it can no longer be told that no other process holds it.</summary>
        public CancellationToken Lost => lost.Token;

        public async ValueTask DisposeAsync()
        {
            await over.CancelAsync();
            await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (connection is not null)
                await connection.DisposeAsync();
            over.Dispose();
            lost.Dispose();
        }

        private async Task WatchAsync(DbConnection held, TimeProvider clock, CancellationToken ct)
        {
            try
            {
                while (true)
                {
                    await Task.Delay(Between, clock, ct);
                    await using var command = held.CreateCommand();
                    command.CommandText = "SELECT 1";
                    await command.ExecuteScalarAsync(ct);
                }
            }
            catch (DbException)
            {
                await lost.CancelAsync();
            }
        }
    }
}
