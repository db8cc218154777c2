using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// Locks the rows that a query of one table finds until the transaction ends; EF Core has no operator for it. On SQLite nothing is
/// added, because a write transaction has the file to itself. https://www.postgresql.org/docs/current/sql-select.html#SQL-FOR-UPDATE-SHARE
/// </summary>
internal static class RowLocks
{
    private const string WaitTag = "lock rows";
    private const string SkipTag = "lock free rows";

    public static DbCommandInterceptor OnPostgres { get; } = new Interceptor();

    /// <summary>Waits for rows that another transaction has locked, and then sees them as that one left them.</summary>
    public static IQueryable<T> Lock<T>(this IQueryable<T> query) => query.TagWith(WaitTag);

    /// <summary>Leaves out rows that another transaction has locked, so that processes that claim work do not wait for each other.</summary>
    public static IQueryable<T> LockFree<T>(this IQueryable<T> query) => query.TagWith(SkipTag);

    private sealed class Interceptor : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
#pragma warning disable CA2100 // The statement is EF Core's, and what is added a constant.
            if (command.CommandText.StartsWith($"-- {SkipTag}", StringComparison.Ordinal))
                command.CommandText += "\nFOR UPDATE SKIP LOCKED";
            else if (command.CommandText.StartsWith($"-- {WaitTag}", StringComparison.Ordinal))
                command.CommandText += "\nFOR UPDATE";
#pragma warning restore CA2100
            return new(result);
        }
    }
}
