using System.Text;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Web.Room;
using Microsoft.Data.Sqlite;

namespace AdvocacyBot.Web.Sessions;

/// <summary>Organizer sessions in the file. Chat accounts are sealed, because they name people.</summary>
internal sealed class SessionTable(WebFile file, MasterKey master, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);
    private const string Purpose = "web-session";
    private const string Select = "SELECT \"Id\", \"Account\", \"Device\", \"CreatedAt\", \"UsedOn\", \"ExpiresAt\" FROM \"Sessions\"";

    /// <summary>Takes over organizers of the version that knew no sessions: they stay signed in for one lifetime.</summary>
    public async Task TakeOverAsync(CancellationToken ct)
    {
        if (await file.AskAsync("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'Organizers'", ct) is null)
            return;

        var now = clock.UtcNow;
        await file.ChangeTogetherAsync(
            """
            INSERT OR IGNORE INTO "Sessions" ("Digest", "Member", "Device", "CreatedAt", "UsedOn", "ExpiresAt")
                SELECT "Member", "Member", '', $now, $day, $expires FROM "Organizers";
            DROP TABLE "Organizers"
            """,
            ct, ("$now", now), ("$day", now.Date), ("$expires", now + Lifetime));
    }

    /// <summary>Which member a secret belongs to, and the session that it opens.</summary>
    /// <param name="digest">The secret's.</param>
    /// <returns>A null member if the secret has been replaced and is not valid any more.</returns>
    public async Task<(string? Member, Session? Session)> FindAsync(string digest, CancellationToken ct)
    {
        var rows = await file.ReadAsync(
            """
            SELECT s."Id", s."Account", s."Device", s."CreatedAt", s."UsedOn", s."ExpiresAt", x."Digest", x."Member"
            FROM (SELECT $digest AS "D") LEFT JOIN "Secrets" x ON x."Digest" = "D"
            LEFT JOIN "Sessions" s ON s."Digest" = "D" AND s."ExpiresAt" > $now
            """,
            row => (Member: row.IsDBNull(6) ? digest : row.TextOrNull(7), Session: row.IsDBNull(0) ? null : Read(row)),
            ct, ("$digest", digest), ("$now", clock.UtcNow));
        return rows[0];
    }

    /// <summary>Signs a member in under a new secret; the former one is void from now on.</summary>
    public Task AddAsync(string member, string formerDigest, string digest, MemberRef? account, string device, CancellationToken ct)
    {
        var now = clock.UtcNow;
        return file.ChangeTogetherAsync(
            """
            DELETE FROM "Sessions" WHERE "Digest" = $former OR "ExpiresAt" <= $now;
            INSERT INTO "Secrets" ("Digest", "Member") VALUES ($former, NULL) ON CONFLICT ("Digest") DO UPDATE SET "Member" = NULL;
            INSERT INTO "Secrets" ("Digest", "Member") VALUES ($digest, $member);
            INSERT INTO "Sessions" ("Digest", "Member", "Account", "Device", "CreatedAt", "UsedOn", "ExpiresAt")
                VALUES ($digest, $member, $account, $device, $now, $day, $expires)
            """,
            ct, ("$former", formerDigest), ("$digest", digest), ("$member", member), ("$account", Seal(account)), ("$device", device),
            ("$now", now), ("$day", now.Date), ("$expires", now + Lifetime));
    }

    /// <summary>Notes that a session was used; only the day is kept.</summary>
    public Task UseAsync(Session session, CancellationToken ct) => session.UsedOn == clock.UtcNow.Date
        ? Task.CompletedTask
        : file.ChangeAsync("UPDATE \"Sessions\" SET \"UsedOn\" = $day WHERE \"Id\" = $id", ct, ("$day", clock.UtcNow.Date), ("$id", session.Id));

    /// <summary>Whether a member is signed in anywhere by a link of the console, and so organizes on the web.</summary>
    public async Task<bool> IsOrganizerAsync(string member, CancellationToken ct) =>
        await file.AskAsync(
            "SELECT 1 FROM \"Sessions\" WHERE \"Member\" = $member AND \"Account\" IS NULL AND \"ExpiresAt\" > $now", ct,
            ("$member", member), ("$now", clock.UtcNow)) is not null;

    /// <summary>All sessions that are valid, the newest first.</summary>
    public Task<IReadOnlyList<Session>> AllAsync(CancellationToken ct) =>
        file.ReadAsync($"{Select} WHERE \"ExpiresAt\" > $now ORDER BY \"Id\" DESC", Read, ct, ("$now", clock.UtcNow));

    /// <summary>Whose sessions are valid: chat accounts, and members of the web.</summary>
    public async Task<IReadOnlyList<MemberRef>> MembersAsync(CancellationToken ct) =>
    [
        .. (await file.ReadAsync(
            "SELECT \"Member\", \"Account\" FROM \"Sessions\" WHERE \"ExpiresAt\" > $now", row => Open(row.BytesOrNull(1)) ?? new MemberRef(RoomPlatform.PlatformName, row.GetString(0)),
            ct, ("$now", clock.UtcNow))).Distinct(),
    ];

    public async Task<bool> EndAsync(long id, CancellationToken ct) =>
        await file.ChangeAsync("DELETE FROM \"Sessions\" WHERE \"Id\" = $id", ct, ("$id", id)) == 1;

    /// <summary>Ends every session but one.</summary>
    /// <param name="except">The session to keep; 0 for none.</param>
    public Task<int> EndAllAsync(long except, CancellationToken ct) =>
        file.ChangeAsync("DELETE FROM \"Sessions\" WHERE \"Id\" <> $id", ct, ("$id", except));

    /// <summary>A chat account as the file holds it.</summary>
    public byte[]? Seal(MemberRef? account) =>
        account is { } named ? Sealing.Seal(master.Derive(Purpose), $"{named.Platform}\n{named.Id}", Purpose) : null;

    public MemberRef? Open(byte[]? box)
    {
        if (box is null)
            return null;
        var parts = Encoding.UTF8.GetString(Sealing.Open(master.Derive(Purpose), box, Purpose)).Split('\n', 2);
        return new MemberRef(parts[0], parts[1]);
    }

    private Session Read(SqliteDataReader row) =>
        new(row.GetInt64(0), Open(row.BytesOrNull(1)), row.GetString(2), row.Utc(3), row.Utc(4), row.Utc(5));
}
