using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// One immediate transaction, all or nothing. On SQLite writers queue in this process, fairly, before they ask the file for
/// its one write lock; on PostgreSQL writers on the same subject wait for each other.
/// </summary>
public sealed class WriteTransaction(BotDb db, WriteQueue gate, WriteHealth health)
{
    private readonly List<Action> afterCommit = [];

    /// <summary>
    /// Runs the work in a transaction, saves and commits. An exception rolls everything back. Inside another transaction
    /// of the same scope it joins that one.
    /// </summary>
    /// <param name="subject">What must not change meanwhile, such as <c>mobilization/7</c>; null if the work itself locks its rows.</param>
    public async Task<T> RunAsync<T>(string? subject, Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is not null)
            return await work(ct);

        T result;
        using (await gate.EnterAsync(db, ct))
        {
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                if (subject is not null)
                    await LockAsync(subject, ct);

                result = await work(ct);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
            }
            catch (Exception e)
            {
                health.Failed(e);
                afterCommit.Clear();
                db.ChangeTracker.Clear();
                throw;
            }
        }

        foreach (var action in afterCommit)
            action();
        afterCommit.Clear();
        return result;
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(string? subject, Func<CancellationToken, Task> work, CancellationToken ct) =>
        RunAsync(
            subject,
            async inner =>
            {
                await work(inner);
                return true;
            },
            ct);

    /// <summary>Runs the work in a transaction that is always rolled back, to see what it would do. What it leaves for after the commit does not run.</summary>
    public async Task<T> TryOutAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        using (await gate.EnterAsync(db, ct))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            try
            {
                return await work(ct);
            }
            finally
            {
                await transaction.RollbackAsync(CancellationToken.None);
                afterCommit.Clear();
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>Makes writers on a further subject wait until the present transaction ends. SQLite has only one writer anyway.</summary>
    public Task LockAsync(string subject, CancellationToken ct) => db.Database.IsSqlite() ? Task.CompletedTask : Postgres.LockAsync(db, subject, ct);

    /// <summary>Runs when the present transaction has been committed, and not at all if it is not.</summary>
    public void AfterCommit(Action action) => afterCommit.Add(action);
}
