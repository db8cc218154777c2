using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Store;

/// <summary>The parts of the store that are specific to PostgreSQL.</summary>
public static class Postgres
{
    /// <summary>Uses the PostgreSQL database that the connection string names.</summary>
    public static DbContextOptionsBuilder UseBotPostgres(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString).AddInterceptors(RowLocks.OnPostgres).UseProviderMigrations();

    /// <summary>Makes writers on one subject wait for each other until the transaction ends, as SQLite's one writer does.</summary>
    internal static Task LockAsync(BotDb db, string subject, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({subject}, 0))", ct);
}
