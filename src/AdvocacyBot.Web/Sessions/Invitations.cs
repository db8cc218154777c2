using AdvocacyBot.Core;

namespace AdvocacyBot.Web.Sessions;

/// <summary>
/// Who may enter the web room. On a machine of its own that is everybody; under a public name, those who came by an invitation
/// link, and organizers. An invitation serves many people for a week; only its hash is stored.
/// </summary>
internal sealed class Invitations(WebFile file, WebSettings settings, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>The path and query of the page on which an invitation is accepted.</summary>
    public static string PathOf(string token) => $"/join?token={token}";

    public async Task<bool> AdmitsAsync(Visitor visitor, CancellationToken ct) =>
        settings.PublicUrl is null || settings.RoomOpen || visitor.Session is not null
        || await file.AskAsync("SELECT 1 FROM \"Guests\" WHERE \"Member\" = $member", ct, ("$member", visitor.Id)) is not null;

    /// <returns>The token of a new invitation.</returns>
    public async Task<string> CreateAsync(CancellationToken ct)
    {
        var token = LinkToken.New();
        var now = clock.UtcNow;
        await file.ChangeTogetherAsync(
            """
            DELETE FROM "Invitations" WHERE "ExpiresAt" <= $now;
            INSERT INTO "Invitations" ("Hash", "ExpiresAt") VALUES ($hash, $expires)
            """,
            ct, ("$now", now), ("$hash", LinkToken.HashOf(token)), ("$expires", now + Lifetime));
        return token;
    }

    public async Task<bool> IsValidAsync(string token, CancellationToken ct) =>
        await file.AskAsync(
            "SELECT 1 FROM \"Invitations\" WHERE \"Hash\" = $hash AND \"ExpiresAt\" > $now", ct, ("$hash", LinkToken.HashOf(token)), ("$now", clock.UtcNow)) is not null;

    /// <summary>Admits a visitor to the room permanently.</summary>
    /// <returns>False if the invitation is unknown or too old.</returns>
    public async Task<bool> AcceptAsync(Visitor visitor, string token, CancellationToken ct)
    {
        if (!await IsValidAsync(token, ct))
            return false;
        await file.ChangeAsync("INSERT INTO \"Guests\" (\"Member\") VALUES ($member) ON CONFLICT (\"Member\") DO NOTHING", ct, ("$member", visitor.Id));
        return true;
    }

    /// <summary>Deletes a member's admission.</summary>
    public Task ForgetAsync(string member, CancellationToken ct) =>
        file.ChangeAsync("DELETE FROM \"Guests\" WHERE \"Member\" = $member", ct, ("$member", member));
}
