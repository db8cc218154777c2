using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>
/// Records polls that changed nothing but the time of the next one, many in one transaction. What the storage cannot take now is kept until
/// it can: a feed whose poll is not recorded would not be polled until its lease ends. Thread-safe.
/// </summary>
internal sealed class PollRecords(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int InOneTransaction = 64;
    private readonly List<Unchanged> waiting = [];

    /// <summary>Adds a record, and writes all that wait if they are enough for a transaction.</summary>
    public async Task AddAsync(Unchanged poll, CancellationToken ct)
    {
        lock (waiting)
        {
            waiting.Add(poll);
            if (waiting.Count < InOneTransaction)
                return;
        }

        try
        {
            await WriteAsync(ct);
        }
        catch (Exception e) when (StorageTrouble.IsTemporary(e))
        {
            // They are kept, and the end of the turn reports it if the trouble lasts.
        }
    }

    /// <summary>Writes all that wait. They are kept if that fails.</summary>
    public async Task WriteAsync(CancellationToken ct)
    {
        Unchanged[] taken;
        lock (waiting)
        {
            taken = [.. waiting];
            waiting.Clear();
        }

        if (taken.Length == 0)
            return;
        try
        {
            await WriteAsync(taken, ct);
        }
        catch
        {
            lock (waiting)
                waiting.AddRange(taken);
            throw;
        }
    }

    private async Task WriteAsync(Unchanged[] polls, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, write) = (scope.ServiceProvider.GetRequiredService<BotDb>(), scope.ServiceProvider.GetRequiredService<WriteTransaction>());
        await write.RunAsync(
            "feeds/unchanged",
            async inner =>
            {
                var now = clock.UtcNow;
                foreach (var (claim, next) in polls)
                {
                    await claim.Of(db.Feeds).ExecuteUpdateAsync(
                        row => row.SetProperty(f => f.NextPollAt, next).SetProperty(f => f.LastPolledAt, now)
                            .SetProperty(f => f.LeaseOwner, (string?)null).SetProperty(f => f.LeaseUntil, (DateTime?)null),
                        inner);
                }
            },
            ct);
    }
}
