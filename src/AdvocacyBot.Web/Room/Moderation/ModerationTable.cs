using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Room.Moderation;

/// <summary>The rules for talk in the web room and the muted members, in the file. A member is stored as the author of messages, not by id.</summary>
internal sealed class ModerationTable(WebFile file)
{
    private const string Closed = "closed";
    private const string Pause = "pause";

    public async Task<RoomRules> RulesAsync(CancellationToken ct)
    {
        var rules = (await file.ReadAsync("SELECT \"Name\", \"Value\" FROM \"RoomRules\"", row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)), ct))
            .ToDictionary(StringComparer.Ordinal);
        return new RoomRules(rules.GetValueOrDefault(Closed) == 1, TimeSpan.FromSeconds(rules.GetValueOrDefault(Pause)));
    }

    /// <returns>False if the room was closed or open already.</returns>
    public async Task<bool> SetClosedAsync(bool isClosed, CancellationToken ct) => await SetAsync(Closed, isClosed ? 1 : 0, ct);

    /// <param name="pause">Whole seconds; zero for no limit.</param>
    public Task SetPauseAsync(TimeSpan pause, CancellationToken ct) => SetAsync(Pause, (long)pause.TotalSeconds, ct);

    public Task MuteAsync(string author, DateTime endsAt, CancellationToken ct) => file.ChangeAsync(
        "INSERT INTO \"Mutes\" (\"Author\", \"EndsAt\") VALUES ($author, $ends) ON CONFLICT (\"Author\") DO UPDATE SET \"EndsAt\" = excluded.\"EndsAt\"",
        ct, ("$author", author), ("$ends", endsAt));

    /// <returns>False if the member was not muted.</returns>
    public async Task<bool> UnmuteAsync(string author, CancellationToken ct) =>
        await file.ChangeAsync("DELETE FROM \"Mutes\" WHERE \"Author\" = $author", ct, ("$author", author)) == 1;

    /// <summary>Members who are muted at an instant, the next to end first.</summary>
    /// <param name="author">Only this one; null for all.</param>
    public Task<IReadOnlyList<MutedMember>> MutedAsync(DateTime now, string? author, CancellationToken ct) => file.ReadAsync(
        """
        SELECT m."Author", n."Name", m."EndsAt" FROM "Mutes" m LEFT JOIN "Names" n ON n."Author" = m."Author"
        WHERE m."EndsAt" > $now AND ($author IS NULL OR m."Author" = $author) ORDER BY m."EndsAt"
        """,
        row => new MutedMember(row.GetString(0), row.TextOrNull(1), row.Utc(2)), ct, ("$now", now), ("$author", author));

    public Task DeleteEndedAsync(DateTime now, CancellationToken ct) =>
        file.ChangeAsync("DELETE FROM \"Mutes\" WHERE \"EndsAt\" <= $now", ct, ("$now", now));

    /// <summary>The authors with a name or with these first letters, which the room shows of members without a name; at most two.</summary>
    public Task<IReadOnlyList<string>> FindAsync(string who, CancellationToken ct) => file.ReadAsync(
        """
        SELECT DISTINCT a."Author"
        FROM (SELECT "Author" FROM "Messages" WHERE "Author" IS NOT NULL UNION SELECT "Author" FROM "Mutes") a
        LEFT JOIN "Names" n ON n."Author" = a."Author"
        WHERE n."Folded" = $who OR (length($who) >= 4 AND substr(a."Author", 1, length($who)) = $who) LIMIT 2
        """,
        row => row.GetString(0), ct, ("$who", Folding.Fold(who)));

    /// <summary>When a member's last public message was written, UTC; null if there is none.</summary>
    public async Task<DateTime?> LastWrittenAsync(string author, CancellationToken ct) =>
        await file.ReadAsync("SELECT \"At\" FROM \"Messages\" WHERE \"Author\" = $author ORDER BY \"Id\" DESC LIMIT 1", row => row.Utc(0), ct, ("$author", author)) is [var at]
            ? at
            : null;

    private async Task<bool> SetAsync(string name, long value, CancellationToken ct) => await file.ChangeAsync(
        """
        INSERT INTO "RoomRules" ("Name", "Value") SELECT $name, $value WHERE $value <> coalesce((SELECT "Value" FROM "RoomRules" WHERE "Name" = $name), 0)
        ON CONFLICT ("Name") DO UPDATE SET "Value" = excluded."Value"
        """,
        ct, ("$name", name), ("$value", value)) == 1;
}
