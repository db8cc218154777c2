using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AdvocacyBot.Benchmarks.Mobilizations;

/// <summary>
/// Writes the rows that the bot wrote, each answer's in a durable transaction of its own, with prepared ADO.NET commands and nothing
/// else.
/// </summary>
internal static class RawTransactions
{
    private static readonly string[] Statements =
    [
        """INSERT INTO "Rsvps" ("MobilizationId", "Person", "Answer", "Party", "RoleSlotIds", "Position", "OfferUntil", "LinkedTo", "CommunityId") SELECT "MobilizationId", "Person", "Answer", "Party", "RoleSlotIds", "Position", "OfferUntil", "LinkedTo", "CommunityId" FROM "Source" WHERE "Number" = @n""",
        """INSERT INTO "PrivateContacts" ("MobilizationId", "Person", "Box", "WantsReminders", "WantsSeat", "WantsMatch", "WantsSwap", "CommunityId") SELECT "MobilizationId", "Person", "Box", "WantsReminders", "WantsSeat", "WantsMatch", "WantsSwap", "CommunityId" FROM "Source" WHERE "Number" = @n AND "Box" IS NOT NULL""",
        """INSERT INTO "SeenEvents" ("Id", "At") SELECT "Seen", '2026-05-04 00:00:00+00' FROM "Source" WHERE "Number" = @n""",
        """UPDATE "Mobilizations" SET "SeatsTaken" = "SeatsTaken" + 1, "LastPosition" = "LastPosition" + 1, "Waiting" = "Waiting" + 1 WHERE "Id" = 1 AND @n > 0""",
    ];

    /// <param name="file">A new file.</param>
    /// <param name="from">The database that the bot wrote.</param>
    public static async Task<Cost> OnSqliteAsync(string file, string from)
    {
        SqliteConnection.ClearAllPools();
        await using (var copy = new SqliteConnection($"Data Source={from}"))
        {
            await copy.OpenAsync();
            await ExecuteAsync(copy, $"VACUUM INTO '{file}'");
        }

        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await ExecuteAsync(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;");
        return await RunAsync(connection, "hex(randomblob(32))");
    }

    /// <param name="connectionString">The database that the bot wrote, which is used up.</param>
    public static async Task<Cost> OnPostgresAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return await RunAsync(connection, "md5(random()::text) || md5(random()::text)");
    }

    private static async Task<Cost> RunAsync(DbConnection connection, string randomName)
    {
        await ExecuteAsync(connection,
            $"""
            CREATE TABLE "Source" AS SELECT r.*, c."Box", c."WantsReminders", c."WantsSeat", c."WantsMatch",
                row_number() OVER (ORDER BY r."Position") AS "Number", {randomName} AS "Seen"
              FROM "Rsvps" r LEFT JOIN "PrivateContacts" c ON c."MobilizationId" = r."MobilizationId" AND c."Person" = r."Person";
            CREATE UNIQUE INDEX "SourceNumber" ON "Source" ("Number");
            DELETE FROM "Rsvps"; DELETE FROM "PrivateContacts"; DELETE FROM "SeenEvents";
            """);

        var commands = Statements.Select(text => Prepare(connection, text)).ToList();
        var cost = new CostMeter();
        for (var i = 1L; i <= RsvpBenchmark.People; i++)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var command in commands)
            {
                command.Transaction = transaction;
                command.Parameters[0].Value = i;
                await command.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        }

        var took = cost.Read();
        commands.ForEach(command => command.Dispose());
        return took;
    }

    private static DbCommand Prepare(DbConnection connection, string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        var number = command.CreateParameter();
        (number.ParameterName, number.DbType) = ("n", DbType.Int64);
        number.Value = 0L;
        command.Parameters.Add(number);
        command.Prepare();
        return command;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
