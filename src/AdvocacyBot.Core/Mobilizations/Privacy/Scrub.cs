using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>Takes the bytes of deleted rows out of the database's files.</summary>
internal sealed class Scrub(BotDb db, ShuffleRows shuffle)
{
    private const int Attempts = 2;

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
    /// PostgreSQL keeps deleted rows, and their entries in indexes, until the table is written anew. What its own log still holds is
    /// under the destroyed key.
    /// </summary>
    private async Task<bool> RewriteAsync(CancellationToken ct)
    {
        await shuffle.RewriteAllAsync(ct);
        return true;
    }
}
