using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>Takes the bytes of deleted rows out of the database's files.</summary>
internal sealed class Scrub(BotDb db)
{
    private const int Attempts = 2;

    /// <returns>Whether it is done; false while a reader is in the way, so that it has to be tried again.</returns>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            return db.Database.IsSqlite() ? await TruncateAsync(ct) : await VacuumAsync(ct);
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

    /// <summary>PostgreSQL keeps deleted rows until they are vacuumed; what its own log still holds is under the destroyed key.</summary>
    private async Task<bool> VacuumAsync(CancellationToken ct)
    {
        await db.Database.ExecuteSqlRawAsync(
            """VACUUM "Rsvps", "PrivateContacts", "PrivateNotes", "CoOrganizers", "OneTimeCodes", "SafeMarks", "Seekers", "DeclinedPairs" """, ct);
        return true;
    }
}
