using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>Takes the bytes of deleted rows out of the database's files.</summary>
internal sealed class Scrub(BotDb db, ShuffleRows shuffle)
{
    private const int Attempts = 2;

    /// <summary>How often it is asked, every tenth of a second, whether earlier snapshots have ended.</summary>
    private const int MaxLooks = 200;

    /// <returns>Whether it is done; false while a reader is in the way, so that it has to be tried again.</returns>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            return db.Database.IsSqlite() ? await TruncateAsync(ct) : await RewriteAsync(ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Deleted rows are overwritten at once, but older pages stand in the log until it is emptied.</summary>
    private async Task<bool> TruncateAsync(CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await Sqlite.TruncateLogAsync(db.Database.GetDbConnection(), ct))
                return true;
        }

        return false;
    }

    /// <summary>
    /// PostgreSQL keeps deleted rows, and their entries in indexes, until the table is rewritten, and a rewrite copies rows that an earlier
    /// snapshot may still see. So it waits until transactions and statements of other connections that began before have ended. What PostgreSQL's
    /// own log still holds is under the destroyed key.
    /// </summary>
    private async Task<bool> RewriteAsync(CancellationToken ct)
    {
        var deleted = await db.Database.SqlQuery<string>($"SELECT pg_current_xact_id()::text AS \"Value\"").SingleAsync(ct);
        for (var look = 0; await IsSeenAsync(deleted, ct); look++)
        {
            if (look == MaxLooks)
                return false;
            await db.Database.ExecuteSqlAsync($"SELECT pg_sleep(0.1)", ct);
        }

        await shuffle.RewriteAllAsync(ct);
        return true;
    }

    /// <summary>Whether a connection has a snapshot from before a transaction.</summary>
    private Task<bool> IsSeenAsync(string transaction, CancellationToken ct) => db.Database.SqlQuery<bool>(
        $"""
         SELECT EXISTS (
             SELECT 1 FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid() AND age(backend_xmin) >= age({transaction}::xid8::xid)) AS "Value"
         """).SingleAsync(ct);
}
