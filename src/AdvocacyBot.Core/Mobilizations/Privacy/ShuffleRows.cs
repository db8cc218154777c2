using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>
/// Puts rows about people into the order of their keys, which is as good as random, so that a dump of the database does not show who
/// came first. SQLite stores these tables in that order anyway (<c>WITHOUT ROWID</c>); PostgreSQL stores rows as they come, so it
/// has to rewrite them, which also rebuilds the indexes. PostgreSQL also keeps sampled values of each column in its catalog, where they
/// outlive their rows; for these tables it is told not to.
/// </summary>
internal sealed class ShuffleRows(BotDb db) : IHousekeeper
{
    /// <summary>The tables about people and the events that had their effect.</summary>
    public static IReadOnlyList<string> Tables { get; } =
        ["CoOrganizers", "DeclinedPairs", "OneTimeCodes", "PrivateContacts", "PrivateNotes", "Rsvps", "SafeMarks", "SeenEvents", "Seekers"];

#pragma warning disable EF1003 // Statements are made of this class's own names.
    /// <summary>Rewrites the tables that have any rows. A no-op on SQLite.</summary>
    public async Task KeepAsync(CancellationToken ct)
    {
        if (db.Database.IsSqlite())
            return;
        foreach (var table in Tables)
        {
            await KeepOutOfStatisticsAsync(table, ct);
            if (await db.Database.SqlQueryRaw<bool>("SELECT EXISTS (SELECT 1 FROM \"" + table + "\") AS \"Value\"").SingleAsync(ct))
                await RewriteAsync(table, ct);
        }
    }

    /// <summary>Rewrites all tables, so that what was deleted is in none of their files. For PostgreSQL.</summary>
    public async Task RewriteAllAsync(CancellationToken ct)
    {
        foreach (var table in Tables)
            await RewriteAsync(table, ct);
    }

    /// <summary>Stating a column's type again deletes what has been sampled so far. A no-op once it is done.</summary>
    private async Task KeepOutOfStatisticsAsync(string table, CancellationToken ct)
    {
        var changes = await db.Database.SqlQueryRaw<string>(
            "SELECT format('ALTER COLUMN %I TYPE %s, ALTER COLUMN %I SET STATISTICS 0', attname, format_type(atttypid, atttypmod), attname) AS \"Value\" "
            + "FROM pg_attribute WHERE attrelid = to_regclass('\"" + table + "\"') AND attnum > 0 AND NOT attisdropped AND coalesce(attstattarget, -1) <> 0").ToListAsync(ct);
        if (changes.Count > 0)
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"" + table + "\" " + string.Join(", ", changes), ct);
    }

    /// <summary>Locks the table meanwhile; it is small.</summary>
    private Task RewriteAsync(string table, CancellationToken ct) => db.Database.ExecuteSqlRawAsync("CLUSTER \"" + table + "\" USING \"PK_" + table + "\"", ct);
#pragma warning restore EF1003
}
