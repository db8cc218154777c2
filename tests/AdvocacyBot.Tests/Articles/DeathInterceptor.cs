using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AdvocacyBot.Tests.Articles;

/// <summary>Ends the process at a step, as far as its database can tell: nothing that it begins afterwards is committed.</summary>
internal sealed class DeathInterceptor : DbCommandInterceptor, IDbTransactionInterceptor
{
    private readonly ConcurrentDictionary<DbConnection, string> said = new();

    public CrashTests.Step? Armed { get; set; }

    public bool IsDead { get; private set; }

    /// <summary>Whether the process is dead, from this step on at the latest.</summary>
    public bool Comes(CrashTests.Step step)
    {
        IsDead |= Armed == step;
        return IsDead;
    }

    public void Check(CrashTests.Step step)
    {
        if (Comes(step))
            throw new ProcessDiedException();
    }

    public void Revive() => (Armed, IsDead) = (null, false);

    public ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        if (IsDead)
            throw new ProcessDiedException();
        said[connection] = "";
        return new(result);
    }

    public ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (IsDead || StepOf(transaction, isBefore: true) is { } step && Comes(step))
            throw new ProcessDiedException();
        return new(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // The transaction is over and no longer knows its connection; the event still does.
        if (Kind(said.GetValueOrDefault(eventData.Context!.Database.GetDbConnection(), ""), isBefore: false) is { } step && Comes(step))
            throw new ProcessDiedException();
        return Task.CompletedTask;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return new(result);
    }

    private void Note(DbCommand command) => said.AddOrUpdate(command.Connection!, command.CommandText, (_, before) => before + command.CommandText);

    private CrashTests.Step? StepOf(DbTransaction transaction, bool isBefore) =>
        Kind(said.GetValueOrDefault(transaction.Connection!, ""), isBefore);

    private static CrashTests.Step? Kind(string sql, bool isBefore)
    {
        if (sql.Contains("INSERT INTO \"Postings\"", StringComparison.Ordinal))
            return isBefore ? CrashTests.Step.BeforeTheStoreIsCommitted : CrashTests.Step.AfterTheStoreIsCommitted;
        if (sql.Contains("INSERT INTO \"MessageSubjects\"", StringComparison.Ordinal))
            return isBefore ? CrashTests.Step.BeforeTheRecordIsCommitted : CrashTests.Step.AfterTheRecordIsCommitted;
        if (sql.Contains("UPDATE \"Deliveries\"", StringComparison.Ordinal))
            return isBefore ? CrashTests.Step.BeforeTheClaimIsCommitted : CrashTests.Step.AfterTheClaimIsCommitted;
        return null;
    }
}

/// <summary>The process has died.</summary>
internal sealed class ProcessDiedException : Exception;
