using System.Data.Common;
using AdvocacyBot.Core.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.TestSupport;

/// <summary>Makes a bot's write transactions on SQLite fail as a full disk, a lock or damage would, without the wait.</summary>
internal sealed class FailingStorage : DbTransactionInterceptor
{
    private volatile int error;
    private int attempts;

    /// <summary>How many transactions were begun so far.</summary>
    public int Attempts => Volatile.Read(ref attempts);

    public void AddTo(IServiceCollection services) => services.ConfigureDbContext<BotDb>(options => options.AddInterceptors(this));

    /// <param name="sqliteError">SQLite's result code: 5 for a lock, 13 for a full disk, 11 for damage.</param>
    public void Fail(int sqliteError = 13) => error = sqliteError;

    public void Work() => error = 0;

    public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref attempts);
        return error == 0 ? new(result) : throw new SqliteException($"A test's error {error}", error);
    }
}
