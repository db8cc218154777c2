using System.Security.Cryptography;

namespace AdvocacyBot.Web.Room;

/// <summary>Knows members by their cookie, and makes organizers of those who come by the link.</summary>
internal sealed class RoomMembers(RoomFile file, OrganizerLink link)
{
    private const string CookieName = "advocacybot-member";

    /// <summary>The member behind a request; who has no cookie yet becomes a new member.</summary>
    public async Task<RoomMember> RecognizeAsync(HttpContext http, CancellationToken ct)
    {
        var secret = http.Request.Cookies[CookieName];
        if (secret is not { Length: 43 })
        {
            secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            http.Response.Cookies.Append(CookieName, secret, Lasting(http));
        }

        var id = Digest(secret);
        return new RoomMember(id, await file.IsOrganizerAsync(id, ct));
    }

    /// <summary>Makes the member an organizer if the token is the one that was printed and is still good.</summary>
    public async Task<bool> PromoteAsync(RoomMember member, string token, CancellationToken ct)
    {
        if (!link.Use(token))
            return false;

        await file.AddOrganizerAsync(member.Id, ct);
        return true;
    }

    /// <summary>A cookie that scripts cannot read and other sites cannot send.</summary>
    public static CookieOptions Lasting(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
        MaxAge = TimeSpan.FromDays(365),
        IsEssential = true,
    };

    private static string Digest(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)))[..32];
}
