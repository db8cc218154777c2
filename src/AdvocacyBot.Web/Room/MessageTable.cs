using Microsoft.Data.Sqlite;

namespace AdvocacyBot.Web.Room;

/// <summary>The room's public messages in the file. Private ones are never written down.</summary>
internal sealed class MessageTable(WebFile file)
{
    private const string Select =
        "SELECT m.\"Id\", m.\"At\", m.\"Author\", m.\"Key\", m.\"Content\", n.\"Name\" FROM \"Messages\" m LEFT JOIN \"Names\" n ON n.\"Author\" = m.\"Author\"";

    /// <summary>The highest id given to a message; 0 if there is none.</summary>
    public async Task<long> LastIdAsync(CancellationToken ct) =>
        (long)(await file.AskAsync("SELECT coalesce(max(\"Id\"), 0) FROM \"Messages\"", ct))!;

    public Task AddAsync(StoredMessage message, CancellationToken ct) =>
        file.ChangeAsync(
            "INSERT INTO \"Messages\" (\"Id\", \"At\", \"Author\", \"Key\", \"Content\") VALUES ($id, $at, $author, $key, $content)",
            ct,
            ("$id", message.Id),
            ("$at", message.At),
            ("$author", message.Author),
            ("$key", message.Key),
            ("$content", message.Content));

    /// <summary>Replaces a message's content.</summary>
    /// <returns>False if there is no such message.</returns>
    public async Task<bool> ReplaceAsync(long id, string content, CancellationToken ct) =>
        await file.ChangeAsync("UPDATE \"Messages\" SET \"Content\" = $content WHERE \"Id\" = $id", ct, ("$id", id), ("$content", content)) == 1;

    public async Task<StoredMessage?> FindAsync(long id, CancellationToken ct) =>
        (await ReadAsync($"{Select} WHERE m.\"Id\" = $id", ct, ("$id", id))).SingleOrDefault();

    public async Task<StoredMessage?> FindAsync(string key, CancellationToken ct) =>
        (await ReadAsync($"{Select} WHERE m.\"Key\" = $key", ct, ("$key", key))).SingleOrDefault();

    /// <summary>The first messages after an id, oldest first.</summary>
    public Task<IReadOnlyList<StoredMessage>> AfterAsync(long id, int maxCount, CancellationToken ct) =>
        ReadAsync($"{Select} WHERE m.\"Id\" > $id ORDER BY m.\"Id\" LIMIT $max", ct, ("$id", id), ("$max", maxCount));

    /// <summary>The last messages before an id, newest first.</summary>
    public Task<IReadOnlyList<StoredMessage>> BeforeAsync(long id, int maxCount, CancellationToken ct) =>
        ReadAsync($"{Select} WHERE m.\"Id\" < $id ORDER BY m.\"Id\" DESC LIMIT $max", ct, ("$id", id), ("$max", maxCount));

    /// <summary>How many messages an author has written.</summary>
    public async Task<long> CountAsync(string author, CancellationToken ct) =>
        (long)(await file.AskAsync("SELECT count(*) FROM \"Messages\" WHERE \"Author\" = $author", ct, ("$author", author)))!;

    /// <summary>Deletes one message.</summary>
    /// <param name="author">Only if it is this author's; null for anybody's.</param>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> DeleteAsync(long id, string? author, CancellationToken ct) =>
        await file.ChangeAsync(
            "DELETE FROM \"Messages\" WHERE \"Id\" = $id AND ($author IS NULL OR \"Author\" = $author)", ct, ("$id", id), ("$author", author)) == 1;

    /// <summary>Deletes all messages of an author.</summary>
    /// <returns>Their ids.</returns>
    public Task<IReadOnlyList<long>> DeleteOfAsync(string author, CancellationToken ct) =>
        file.ReadAsync("DELETE FROM \"Messages\" WHERE \"Author\" = $author RETURNING \"Id\"", row => row.GetInt64(0), ct, ("$author", author));

    /// <summary>Deletes all messages older than an instant.</summary>
    /// <param name="before">UTC.</param>
    public Task<int> DeleteBeforeAsync(DateTime before, CancellationToken ct) =>
        file.ChangeAsync("DELETE FROM \"Messages\" WHERE \"At\" < $before", ct, ("$before", before));

    private Task<IReadOnlyList<StoredMessage>> ReadAsync(string sql, CancellationToken ct, params (string Name, object? Value)[] parameters) =>
        file.ReadAsync(sql, Read, ct, parameters);

    private static StoredMessage Read(SqliteDataReader row) => new(row.GetInt64(0), row.Utc(1), row.TextOrNull(2), row.TextOrNull(3), row.GetString(4))
    {
        AuthorName = row.TextOrNull(5),
    };
}

/// <summary>A public message as the file holds it.</summary>
/// <param name="Id">As in <see cref="RoomMessage"/>.</param>
/// <param name="At">UTC.</param>
/// <param name="Author">As in <see cref="Sessions.Visitor.Author"/>; null for the bot.</param>
/// <param name="Key">The post's key, which makes a repeated post one message.</param>
/// <param name="Content">The reply as JSON.</param>
internal sealed record StoredMessage(long Id, DateTime At, string? Author, string? Key, string Content)
{
    /// <summary>The name that the author has chosen.</summary>
    public string? AuthorName { get; init; }
}
