using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Store;

/// <summary>The time that all processes on one database agree on.</summary>
public sealed class DatabaseClock(BotDb db, TimeProvider clock)
{
    /// <summary>UTC: PostgreSQL's own clock, which goes on within a transaction; on SQLite this process's.</summary>
    public async Task<DateTime> NowAsync(CancellationToken ct) => db.Database.IsSqlite()
        ? clock.UtcNow
        : await db.Database.SqlQuery<DateTime>($"""SELECT clock_timestamp() AS "Value" """).SingleAsync(ct);
}
