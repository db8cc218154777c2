using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Store;

/// <summary>The queue before SQLite's one writer: first come, first served, where the file's own lock is a scramble with naps.</summary>
public sealed class WriteQueue : IDisposable
{
    private readonly SemaphoreSlim oneWriter = new(1, 1);

    /// <summary>Waits for the turn; disposing what it returns gives the turn to the next.</summary>
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
