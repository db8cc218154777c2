using AdvocacyBot.Core;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Store;
using Microsoft.Data.Sqlite;

namespace AdvocacyBot.Web;

/// <summary>
/// The SQLite file of the web room: its public messages, names, organizer sessions, passkeys and sign-in links. To the bot the room is a
/// chat service like any other, so none of this is in the bot's database. A few small tables need no mapper. Thread-safe.
/// </summary>
/// <param name="path">Where the file is.</param>
internal sealed class WebFile(string path)
{
    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS "Messages" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_Messages" PRIMARY KEY,
            "At" TEXT NOT NULL,
            "Author" TEXT NULL,
            "Key" TEXT NULL,
            "Content" TEXT NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS "IX_Messages_Key" ON "Messages" ("Key");
        CREATE INDEX IF NOT EXISTS "IX_Messages_Author" ON "Messages" ("Author");
        CREATE TABLE IF NOT EXISTS "MessageTexts" (
            "Id" INTEGER NOT NULL,
            "Language" TEXT NOT NULL,
            "Text" TEXT NOT NULL,
            CONSTRAINT "PK_MessageTexts" PRIMARY KEY ("Id", "Language")) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS "Replies" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_Replies" PRIMARY KEY,
            "ReplyTo" INTEGER NOT NULL);
        CREATE TRIGGER IF NOT EXISTS "TR_Messages_Replies" AFTER DELETE ON "Messages" BEGIN DELETE FROM "Replies" WHERE "Id" = OLD."Id"; END;
        CREATE TRIGGER IF NOT EXISTS "TR_Messages_Texts" AFTER DELETE ON "Messages" BEGIN DELETE FROM "MessageTexts" WHERE "Id" = OLD."Id"; END;
        CREATE TABLE IF NOT EXISTS "Names" (
            "Author" TEXT NOT NULL CONSTRAINT "PK_Names" PRIMARY KEY,
            "Name" TEXT NOT NULL,
            "Folded" TEXT NOT NULL CONSTRAINT "UX_Names_Folded" UNIQUE);
        CREATE TABLE IF NOT EXISTS "Mutes" (
            "Author" TEXT NOT NULL CONSTRAINT "PK_Mutes" PRIMARY KEY,
            "EndsAt" TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS "Passkeys" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_Passkeys" PRIMARY KEY AUTOINCREMENT,
            "Handle" TEXT NOT NULL,
            "Member" TEXT NOT NULL,
            "Account" BLOB NULL,
            "Device" TEXT NOT NULL,
            "UsedOn" TEXT NOT NULL,
            "Credential" BLOB NOT NULL CONSTRAINT "UX_Passkeys_Credential" UNIQUE,
            "PublicKey" BLOB NOT NULL,
            "CreatedOn" TEXT NOT NULL,
            "SignCount" INTEGER NOT NULL,
            "Transports" TEXT NOT NULL,
            "IsVerified" INTEGER NOT NULL,
            "IsBackupEligible" INTEGER NOT NULL,
            "IsBackedUp" INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS "IX_Passkeys_Handle" ON "Passkeys" ("Handle");
        CREATE TABLE IF NOT EXISTS "UsedChallenges" (
            "Hash" TEXT NOT NULL CONSTRAINT "PK_UsedChallenges" PRIMARY KEY,
            "ExpiresAt" TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS "RoomRules" (
            "Name" TEXT NOT NULL CONSTRAINT "PK_RoomRules" PRIMARY KEY,
            "Value" INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS "Secrets" (
            "Digest" TEXT NOT NULL CONSTRAINT "PK_Secrets" PRIMARY KEY,
            "Member" TEXT NULL);
        CREATE TABLE IF NOT EXISTS "Sessions" (
            "Id" INTEGER NOT NULL CONSTRAINT "PK_Sessions" PRIMARY KEY AUTOINCREMENT,
            "Digest" TEXT NOT NULL CONSTRAINT "UX_Sessions_Digest" UNIQUE,
            "Member" TEXT NOT NULL,
            "Account" BLOB NULL,
            "Device" TEXT NOT NULL,
            "CreatedAt" TEXT NOT NULL,
            "UsedOn" TEXT NOT NULL,
            "ExpiresAt" TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS "IX_Sessions_Member" ON "Sessions" ("Member");
        CREATE TABLE IF NOT EXISTS "SignInLinks" (
            "Hash" TEXT NOT NULL CONSTRAINT "PK_SignInLinks" PRIMARY KEY,
            "Account" BLOB NULL,
            "ExpiresAt" TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS "Invitations" (
            "Hash" TEXT NOT NULL CONSTRAINT "PK_Invitations" PRIMARY KEY,
            "ExpiresAt" TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS "LinkInviters" (
            "Hash" TEXT NOT NULL CONSTRAINT "PK_LinkInviters" PRIMARY KEY,
            "By" TEXT NOT NULL);
        CREATE TRIGGER IF NOT EXISTS "TR_Links_Inviters" AFTER DELETE ON "SignInLinks" BEGIN DELETE FROM "LinkInviters" WHERE "Hash" = OLD."Hash"; END;
        CREATE TABLE IF NOT EXISTS "Inviters" (
            "Member" TEXT NOT NULL CONSTRAINT "PK_Inviters" PRIMARY KEY,
            "By" TEXT NOT NULL,
            "At" TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS "DismissedNotices" ("Name" TEXT NOT NULL CONSTRAINT "PK_DismissedNotices" PRIMARY KEY);
        CREATE TABLE IF NOT EXISTS "Guests" ("Member" TEXT NOT NULL CONSTRAINT "PK_Guests" PRIMARY KEY);
        CREATE TABLE IF NOT EXISTS "WebAnswers" (
            "Action" TEXT NOT NULL CONSTRAINT "PK_WebAnswers" PRIMARY KEY,
            "Seats" INTEGER NOT NULL);
        """;

    /// <summary>Creates the file and its tables if they are missing.</summary>
    /// <exception cref="StartupException">The file is damaged.</exception>
    public async Task OpenAsync(CancellationToken ct)
    {
        await StoreInspection.EnsureNotDamagedAsync(path, "Move it away to start with an empty web room.", ct);
        PrivateFiles.PrepareDatabase(path);
        await ChangeAsync(Schema, ct);
    }

    /// <returns>How many rows changed.</returns>
    public async Task<int> ChangeAsync(string sql, CancellationToken ct, params (string Name, object? Value)[] parameters)
    {
        await using var connection = await Sqlite.OpenAsync(path, ct);
        await using var command = Command(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Runs several statements in one transaction.</summary>
    public Task ChangeTogetherAsync(string sql, CancellationToken ct, params (string Name, object? Value)[] parameters) =>
        ChangeAsync($"BEGIN IMMEDIATE; {sql}; COMMIT", ct, parameters);

    /// <returns>The first column of the first row; null if there is none.</returns>
    public async Task<object?> AskAsync(string sql, CancellationToken ct, params (string Name, object? Value)[] parameters)
    {
        await using var connection = await Sqlite.OpenAsync(path, ct);
        await using var command = Command(connection, sql, parameters);
        return await command.ExecuteScalarAsync(ct);
    }

    public async Task<IReadOnlyList<T>> ReadAsync<T>(
        string sql, Func<SqliteDataReader, T> read, CancellationToken ct, params (string Name, object? Value)[] parameters)
    {
        await using var connection = await Sqlite.OpenAsync(path, ct);
        await using var command = Command(connection, sql, parameters);
        await using var row = await command.ExecuteReaderAsync(ct);
        var all = new List<T>();
        while (await row.ReadAsync(ct))
            all.Add(read(row));
        return all;
    }

    /// <summary>Removes deleted bytes from the write-ahead log too; a no-op while another connection reads.</summary>
    public async Task ScrubAsync(CancellationToken ct)
    {
        await using var connection = await Sqlite.OpenAsync(path, ct);
        await Sqlite.TruncateLogAsync(connection, ct);
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of its caller.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}

/// <summary>Reads columns as the tables hold them.</summary>
internal static class Columns
{
    extension(SqliteDataReader row)
    {
        public DateTime Utc(int column) => DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc);

        public string? TextOrNull(int column) => row.IsDBNull(column) ? null : row.GetString(column);

        public byte[]? BytesOrNull(int column) => row.IsDBNull(column) ? null : (byte[])row[column];
    }
}
