using AdvocacyBot.Core;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Store;
using Microsoft.Data.Sqlite;

namespace AdvocacyBot.Web.Room;

/// <summary>
/// The room's own file: its public messages and who its organizers are. For the bot the room is a chat service like any other,
/// so its history is not in the bot's database. Two small tables need no mapper, and a start without one is quicker.
/// </summary>
/// <param name="path">Where the file is.</param>
internal sealed class RoomFile(string path)
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
        CREATE TABLE IF NOT EXISTS "Organizers" ("Member" TEXT NOT NULL CONSTRAINT "PK_Organizers" PRIMARY KEY);
        """;

    private const string Columns = "SELECT \"Id\", \"At\", \"Author\", \"Key\", \"Content\" FROM \"Messages\"";

    /// <summary>Creates the file if it is missing.</summary>
    /// <exception cref="StartupException">It is damaged.</exception>
    public async Task OpenAsync(CancellationToken ct)
    {
        await StoreInspection.EnsureNotDamagedAsync(path, "Move it away to start with an empty web room.", ct);
        PrivateFiles.PrepareDatabase(path);
        await ChangeAsync(Schema, ct);
    }

    /// <summary>The highest id given to a message; 0 where there is none.</summary>
    public async Task<long> LastIdAsync(CancellationToken ct) => (long)(await AskAsync("SELECT coalesce(max(\"Id\"), 0) FROM \"Messages\"", ct))!;

    public Task AddAsync(StoredMessage message, CancellationToken ct) =>
        ChangeAsync(
            "INSERT INTO \"Messages\" (\"Id\", \"At\", \"Author\", \"Key\", \"Content\") VALUES ($id, $at, $author, $key, $content)",
            ct,
            ("$id", message.Id),
            ("$at", message.At),
            ("$author", message.Author),
            ("$key", message.Key),
            ("$content", message.Content));

    /// <summary>Gives a message another content; false where there is no such message.</summary>
    public async Task<bool> ReplaceAsync(long id, string content, CancellationToken ct) =>
        await ChangeAsync("UPDATE \"Messages\" SET \"Content\" = $content WHERE \"Id\" = $id", ct, ("$id", id), ("$content", content)) == 1;

    public async Task<StoredMessage?> FindAsync(long id, CancellationToken ct) =>
        (await ReadAsync($"{Columns} WHERE \"Id\" = $id", ct, ("$id", id))).SingleOrDefault();

    public async Task<StoredMessage?> FindAsync(string key, CancellationToken ct) =>
        (await ReadAsync($"{Columns} WHERE \"Key\" = $key", ct, ("$key", key))).SingleOrDefault();

    /// <summary>The first messages after an id, oldest first.</summary>
    public Task<IReadOnlyList<StoredMessage>> AfterAsync(long id, int most, CancellationToken ct) =>
        ReadAsync($"{Columns} WHERE \"Id\" > $id ORDER BY \"Id\" LIMIT $most", ct, ("$id", id), ("$most", most));

    /// <summary>The last messages, newest first.</summary>
    public Task<IReadOnlyList<StoredMessage>> NewestAsync(int most, CancellationToken ct) =>
        ReadAsync($"{Columns} ORDER BY \"Id\" DESC LIMIT $most", ct, ("$most", most));

    /// <param name="member">The digest of the member's cookie.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<bool> IsOrganizerAsync(string member, CancellationToken ct) =>
        await AskAsync("SELECT 1 FROM \"Organizers\" WHERE \"Member\" = $member", ct, ("$member", member)) is not null;

    /// <inheritdoc cref="IsOrganizerAsync"/>
    public Task AddOrganizerAsync(string member, CancellationToken ct) =>
        ChangeAsync("INSERT OR IGNORE INTO \"Organizers\" (\"Member\") VALUES ($member)", ct, ("$member", member));

    private async Task<int> ChangeAsync(string sql, CancellationToken ct, params (string Name, object? Value)[] parameters)
    {
        await using var connection = await Sqlite.OpenAsync(path, ct);
        await using var command = Command(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<object?> AskAsync(string sql, CancellationToken ct, params (string Name, object? Value)[] parameters)
    {
        await using var connection = await Sqlite.OpenAsync(path, ct);
        await using var command = Command(connection, sql, parameters);
        return await command.ExecuteScalarAsync(ct);
    }

    private async Task<IReadOnlyList<StoredMessage>> ReadAsync(
        string sql, CancellationToken ct, params (string Name, object? Value)[] parameters)
    {
        await using var connection = await Sqlite.OpenAsync(path, ct);
        await using var command = Command(connection, sql, parameters);
        await using var row = await command.ExecuteReaderAsync(ct);
        var messages = new List<StoredMessage>();
        while (await row.ReadAsync(ct))
        {
            messages.Add(new StoredMessage(
                row.GetInt64(0),
                DateTime.SpecifyKind(row.GetDateTime(1), DateTimeKind.Utc),
                row.IsDBNull(2) ? null : row.GetString(2),
                row.IsDBNull(3) ? null : row.GetString(3),
                row.GetString(4)));
        }

        return messages;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}

/// <summary>A public message as the file holds it; private ones are never written down.</summary>
/// <param name="Id">As in <see cref="RoomMessage"/>.</param>
/// <param name="At">UTC.</param>
/// <param name="Author">The member's tag; null for the bot.</param>
/// <param name="Key">The post's key, which makes a repeated post one message.</param>
/// <param name="Content">The reply as JSON.</param>
internal sealed record StoredMessage(long Id, DateTime At, string? Author, string? Key, string Content);
