using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Web.Sessions;

/// <summary>Links with which an organizer signs in once. Only their hashes are stored, so that the file opens nothing.</summary>
internal sealed class SignInLinks(WebFile file, SessionTable sessions, TimeProvider clock)
{
    /// <summary>For links on the console.</summary>
    public static readonly TimeSpan ConsoleLifetime = TimeSpan.FromHours(1);

    /// <summary>For links in a chat.</summary>
    public static readonly TimeSpan ChatLifetime = TimeSpan.FromMinutes(10);

    /// <summary>The path and query of the page on which a token is used.</summary>
    public static string PathOf(string token) => $"/desk/sign-in?token={token}";

    /// <summary>Makes a token valid once.</summary>
    /// <param name="account">The chat account that signs in; null for an organizer of the web.</param>
    /// <param name="inviter">The member of the web who passes the link on; null for the console and for an account's own link.</param>
    public Task AddAsync(string token, MemberRef? account, TimeSpan lifetime, CancellationToken ct, string? inviter = null)
    {
        var now = clock.UtcNow;
        return file.ChangeTogetherAsync(
            """
            DELETE FROM "SignInLinks" WHERE "ExpiresAt" <= $now;
            INSERT INTO "SignInLinks" ("Hash", "Account", "ExpiresAt") VALUES ($hash, $account, $expires);
            INSERT INTO "LinkInviters" ("Hash", "By") SELECT $hash, $by WHERE $by IS NOT NULL
            """,
            ct, ("$now", now), ("$hash", LinkToken.HashOf(token)), ("$account", sessions.Seal(account)), ("$expires", now + lifetime), ("$by", inviter));
    }

    /// <summary>Whether a token could be used now.</summary>
    public async Task<bool> IsValidAsync(string token, CancellationToken ct) =>
        await file.AskAsync(
            "SELECT 1 FROM \"SignInLinks\" WHERE \"Hash\" = $hash AND \"ExpiresAt\" > $now", ct, ("$hash", LinkToken.HashOf(token)), ("$now", clock.UtcNow)) is not null;

    /// <summary>Makes every link void that has not been used.</summary>
    public Task DeleteAllAsync(CancellationToken ct) => file.ChangeAsync("DELETE FROM \"SignInLinks\"", ct);

    /// <summary>Uses a token up.</summary>
    /// <returns>Whether it was valid, the chat account that it is for, and the member of the web who has passed it on.</returns>
    public async Task<(bool IsValid, MemberRef? Account, string? Inviter)> UseAsync(string token, CancellationToken ct)
    {
        var inviter = (string?)await file.AskAsync("SELECT \"By\" FROM \"LinkInviters\" WHERE \"Hash\" = $hash", ct, ("$hash", LinkToken.HashOf(token)));
        var used = await file.ReadAsync(
            "DELETE FROM \"SignInLinks\" WHERE \"Hash\" = $hash AND \"ExpiresAt\" > $now RETURNING \"Account\"",
            row => row.BytesOrNull(0), ct, ("$hash", LinkToken.HashOf(token)), ("$now", clock.UtcNow));
        return used is [var account] ? (true, sessions.Open(account), inviter) : (false, null, null);
    }
}
