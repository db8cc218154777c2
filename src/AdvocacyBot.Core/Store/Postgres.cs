using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AdvocacyBot.Core.Store;

/// <summary>All that is particular to PostgreSQL.</summary>
public static class Postgres
{
    /// <summary>Uses the PostgreSQL database that the connection string names.</summary>
    public static DbContextOptionsBuilder UseBotPostgres(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString).WithoutSnapshot();

    /// <summary>Holds a subject for one process; the database lets go of it when the connection ends, however it ends.</summary>
    /// <returns>The connection that holds it; null while another one does.</returns>
    internal static async Task<DbConnection?> TryHoldAsync(string connectionString, string subject, CancellationToken ct)
    {
        // Not from the pool, which would keep the connection, and what it holds, after it has been given back.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended($1, 1))", connection);
            command.Parameters.Add(new NpgsqlParameter { Value = subject });
            if (await command.ExecuteScalarAsync(ct) is true)
                return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Makes writers on one subject wait for each other until the transaction ends, as SQLite's one writer does.</summary>
    internal static Task LockAsync(BotDb db, string subject, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({subject}, 0))", ct);
}
