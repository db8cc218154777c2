using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Web.Room;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;

namespace AdvocacyBot.Web.Sessions.Passkeys;

/// <summary>Organizers' passkeys in the file. Attestations, which identify models of devices, are not kept; of times only the day.</summary>
internal sealed class PasskeyTable(WebFile file, SessionTable sessions, TimeProvider clock)
{
    private const string Select =
        """
        SELECT "Id", "Handle", "Member", "Account", "Device", "UsedOn", "Credential", "PublicKey", "CreatedOn", "SignCount", "Transports",
            "IsVerified", "IsBackupEligible", "IsBackedUp" FROM "Passkeys"
        """;

    /// <returns>False if the same passkey is stored already.</returns>
    public async Task<bool> AddAsync(StoredPasskey passkey, CancellationToken ct) => await file.ChangeAsync(
        """
        INSERT INTO "Passkeys" ("Handle", "Member", "Account", "Device", "UsedOn", "Credential", "PublicKey", "CreatedOn", "SignCount", "Transports",
            "IsVerified", "IsBackupEligible", "IsBackedUp")
        VALUES ($handle, $member, $account, $device, $day, $credential, $key, $day, $count, $transports, $verified, $eligible, $backed)
        ON CONFLICT ("Credential") DO NOTHING
        """,
        ct, ("$handle", passkey.Handle), ("$member", passkey.Member), ("$account", sessions.Seal(passkey.Account)), ("$device", passkey.Device),
        ("$day", clock.UtcNow.Date), ("$credential", passkey.Info.CredentialId), ("$key", passkey.Info.PublicKey), ("$count", passkey.Info.SignCount),
        ("$transports", string.Join(' ', passkey.Info.Transports ?? [])), ("$verified", passkey.Info.IsUserVerified),
        ("$eligible", passkey.Info.IsBackupEligible), ("$backed", passkey.Info.IsBackedUp)) == 1;

    /// <summary>Notes a sign-in: the day, and the counter that reveals a copied passkey.</summary>
    public Task UseAsync(UserPasskeyInfo info, CancellationToken ct) => file.ChangeAsync(
        "UPDATE \"Passkeys\" SET \"UsedOn\" = $day, \"SignCount\" = $count, \"IsBackedUp\" = $backed WHERE \"Credential\" = $credential",
        ct, ("$day", clock.UtcNow.Date), ("$count", info.SignCount), ("$backed", info.IsBackedUp), ("$credential", info.CredentialId));

    public Task<IReadOnlyList<StoredPasskey>> AllAsync(CancellationToken ct) => file.ReadAsync($"{Select} ORDER BY \"Id\" DESC", Read, ct);

    public Task<IReadOnlyList<StoredPasskey>> OfAsync(string handle, CancellationToken ct) =>
        file.ReadAsync($"{Select} WHERE \"Handle\" = $handle", Read, ct, ("$handle", handle));

    public async Task<StoredPasskey?> FindAsync(byte[] credential, CancellationToken ct) =>
        (await file.ReadAsync($"{Select} WHERE \"Credential\" = $credential", Read, ct, ("$credential", credential))).SingleOrDefault();

    public Task RemoveAsync(long id, CancellationToken ct) => file.ChangeAsync("DELETE FROM \"Passkeys\" WHERE \"Id\" = $id", ct, ("$id", id));

    /// <summary>How many there are.</summary>
    public async Task<long> CountAsync(CancellationToken ct) => (long)(await file.AskAsync("SELECT count(*) FROM \"Passkeys\"", ct))!;

    /// <summary>Removes all.</summary>
    public Task<int> RemoveAllAsync(CancellationToken ct) => file.ChangeAsync("DELETE FROM \"Passkeys\"", ct);

    /// <summary>Those that a member of the web room has created, or that sign in as a chat account. Reads all: accounts are sealed, and there are few.</summary>
    public async Task<IReadOnlyList<StoredPasskey>> OfAsync(MemberRef member, CancellationToken ct) =>
        [.. (await AllAsync(ct)).Where(p => member.Platform == RoomPlatform.PlatformName ? p.Member == member.Id : p.Account == member)];

    /// <summary>Marks a challenge as used.</summary>
    /// <returns>False if it was used before.</returns>
    public async Task<bool> UseChallengeAsync(string hash, DateTime expiresAt, CancellationToken ct)
    {
        await file.ChangeAsync("DELETE FROM \"UsedChallenges\" WHERE \"ExpiresAt\" <= $now", ct, ("$now", clock.UtcNow));
        return await file.ChangeAsync(
            "INSERT INTO \"UsedChallenges\" (\"Hash\", \"ExpiresAt\") VALUES ($hash, $expires) ON CONFLICT (\"Hash\") DO NOTHING",
            ct, ("$hash", hash), ("$expires", expiresAt)) == 1;
    }

    private StoredPasskey Read(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), sessions.Open(row.BytesOrNull(3)), row.GetString(4), row.Utc(5),
        new UserPasskeyInfo(
            (byte[])row[6], (byte[])row[7], new DateTimeOffset(row.Utc(8)), (uint)row.GetInt64(9),
            row.GetString(10) is { Length: > 0 } transports ? transports.Split(' ') : [], row.GetBoolean(11), row.GetBoolean(12), row.GetBoolean(13),
            attestationObject: [], clientDataJson: []));
}
