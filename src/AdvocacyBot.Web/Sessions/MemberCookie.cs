using System.Security.Cryptography;
using System.Text;

namespace AdvocacyBot.Web.Sessions;

/// <summary>
/// The cookie that identifies a visitor. Other sites' links carry it (Lax), because a browser that withheld it would be taken for
/// a new visitor and lose its identity; other sites' forms and scripts do not. Under TLS its name makes the browser refuse one
/// that another host or an unencrypted page has set.
/// </summary>
internal static class MemberCookie
{
    private const string PlainName = "advocacybot-member";
    private const string SecureName = "__Host-advocacybot-member";
    private const int SecretBytes = 32;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>The secret of a request; null if it has none.</summary>
    public static string? Read(HttpContext http) =>
        http.Request.Cookies[NameFor(http)] is { Length: 43 } secret ? secret : null;

    /// <summary>Creates a secret and sends it to the browser.</summary>
    public static string Issue(HttpContext http)
    {
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        http.Response.Cookies.Append(NameFor(http), secret, Options(http));
        return secret;
    }

    public static string Digest(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..32];

    /// <summary>For cookies that scripts cannot read and that requests by other sites' pages do not carry.</summary>
    public static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        MaxAge = Lifetime,
        IsEssential = true,
        Path = "/",
    };

    private static string NameFor(HttpContext http) => http.Request.IsHttps ? SecureName : PlainName;
}
