using System.Text.Json;
using System.Text.Json.Serialization;
using AdvocacyBot.Core.Languages;
using Microsoft.Data.Sqlite;

namespace AdvocacyBot.Web.Room;

/// <summary>The room's public messages in the file. Private ones are never written down.</summary>
internal sealed class MessageTable(WebFile file)
{
    private const string Select =
        "SELECT m.\"Id\", m.\"At\", m.\"Author\", m.\"Key\", m.\"Content\", n.\"Name\", r.\"ReplyTo\" FROM \"Messages\" m LEFT JOIN \"Names\" n ON n.\"Author\" = m.\"Author\" LEFT JOIN \"Replies\" r ON r.\"Id\" = m.\"Id\"";

    /// <summary>A message's texts for the search; they are deleted with it.</summary>
    private const string AddTexts = "INSERT INTO \"MessageTexts\" (\"Id\", \"Language\", \"Text\") SELECT $id, key, value FROM json_each($texts) WHERE EXISTS (SELECT 1 FROM \"Messages\" WHERE \"Id\" = $id)";

    private const string AddReply = "INSERT INTO \"Replies\" (\"Id\", \"ReplyTo\") SELECT $id, $replyTo WHERE $replyTo IS NOT NULL";

    /// <summary>The highest id given to a message; 0 if there is none.</summary>
    public async Task<long> LastIdAsync(CancellationToken ct) =>
        (long)(await file.AskAsync("SELECT coalesce(max(\"Id\"), 0) FROM \"Messages\"", ct))!;

    /// <param name="texts">By the codes of their languages, folded, for the search.</param>
    public Task AddAsync(StoredMessage message, IReadOnlyList<(string Language, string Text)> texts, CancellationToken ct) =>
        file.ChangeTogetherAsync(
            $"INSERT INTO \"Messages\" (\"Id\", \"At\", \"Author\", \"Key\", \"Content\") VALUES ($id, $at, $author, $key, $content); {AddTexts}; {AddReply}",
            ct,
            ("$texts", JsonOf(texts)),
            ("$id", message.Id),
            ("$at", message.At),
            ("$author", message.Author),
            ("$key", message.Key),
            ("$content", message.Content),
            ("$replyTo", message.ReplyTo));

    /// <summary>Replaces a message's content.</summary>
    /// <returns>False if there is no such message.</returns>
    public async Task<bool> ReplaceAsync(long id, string content, IReadOnlyList<(string Language, string Text)> texts, CancellationToken ct)
    {
        if (await file.ChangeAsync("UPDATE \"Messages\" SET \"Content\" = $content WHERE \"Id\" = $id", ct, ("$id", id), ("$content", content)) == 0)
            return false;
        await file.ChangeTogetherAsync($"DELETE FROM \"MessageTexts\" WHERE \"Id\" = $id; {AddTexts}", ct, ("$id", id), ("$texts", JsonOf(texts)));
        return true;
    }

    /// <summary>Adds the texts of messages that have none, as those of a version without a search.</summary>
    public async Task AddMissingTextsAsync(Func<StoredMessage, IReadOnlyList<(string Language, string Text)>> textsOf, CancellationToken ct)
    {
        const string missing = "WHERE NOT EXISTS (SELECT 1 FROM \"MessageTexts\" t WHERE t.\"Id\" = m.\"Id\") ORDER BY m.\"Id\" LIMIT 200";
        while (await ReadAsync($"{Select} {missing}", ct) is { Count: > 0 } some)
        {
            foreach (var message in some)
                await file.ChangeAsync(AddTexts, ct, ("$id", message.Id), ("$texts", JsonOf(textsOf(message))));
        }
    }

    /// <summary>The last messages before an id that contain all of some words, newest first.</summary>
    /// <param name="words">Folded.</param>
    /// <param name="language">In which the reader sees the messages.</param>
    public Task<IReadOnlyList<StoredMessage>> SearchAsync(IReadOnlyList<string> words, Language language, long before, int maxCount, CancellationToken ct) => ReadAsync(
        $"""
        {Select} WHERE m."Id" < $before AND EXISTS (
            SELECT 1 FROM "MessageTexts" t WHERE t."Id" = m."Id" AND t."Language" IN ('', $language)
            AND NOT EXISTS (SELECT 1 FROM json_each($words) w WHERE instr(t."Text", w.value) = 0))
        ORDER BY m."Id" DESC LIMIT $max
        """,
        ct, ("$before", before), ("$language", language.Code), ("$words", JsonSerializer.Serialize(words, WordsJson.Default.IReadOnlyListString)), ("$max", maxCount));

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

    private static string JsonOf(IReadOnlyList<(string Language, string Text)> texts) =>
        JsonSerializer.Serialize(texts.ToDictionary(t => t.Language, t => t.Text, StringComparer.Ordinal), WordsJson.Default.DictionaryStringString);

    private static StoredMessage Read(SqliteDataReader row) => new(row.GetInt64(0), row.Utc(1), row.TextOrNull(2), row.TextOrNull(3), row.GetString(4))
    {
        AuthorName = row.TextOrNull(5),
        ReplyTo = row.IsDBNull(6) ? null : row.GetInt64(6),
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

    /// <summary>The id of the message that it replies to, which may be gone; null for most messages.</summary>
    public long? ReplyTo { get; init; }
}

/// <summary>Lists of words as the file's own functions read them.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class WordsJson : JsonSerializerContext;
