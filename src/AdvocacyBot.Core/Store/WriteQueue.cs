using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// A first-come, first-served queue for SQLite's one writer. SQLite's own lock has no order: waiting writers sleep and retry, and some
/// wait far longer than others.
/// </summary>
public sealed class WriteQueue : IDisposable
{
    private readonly SemaphoreSlim oneWriter = new(1, 1);

    /// <summary>Waits for a turn. Disposing the result lets the next writer in.</summary>
    /// <returns>Null on PostgreSQL, which has many writers.</returns>
    public async Task<IDisposable?> EnterAsync(BotDb db, CancellationToken ct)
    {
        if (!db.Database.IsSqlite())
            return null;

        await oneWriter.WaitAsync(ct);
        return new Turn(oneWriter);
    }

    public void Dispose() => oneWriter.Dispose();

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
