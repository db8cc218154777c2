namespace AdvocacyBot.Core.Articles.Identity;

/// <summary>
/// Addresses without what changes although readers see no change: signatures, sessions, expiry times, sizes, numbered servers. Only for
/// comparing. Pure.
/// </summary>
internal static class ShownAddress
{
    private const int MinTokenLength = 16;

    /// <summary>Parameters of signatures and sessions, whatever they are set to.</summary>
    private static readonly HashSet<string> Signatures = new(StringComparer.OrdinalIgnoreCase)
    {
        "token", "access_token", "auth", "auth_token", "sig", "signature", "sign", "hmac", "hash", "expires", "expiry", "exp", "e", "policy", "key-pair-id", "keyid",
        "googleaccessid", "awsaccesskeyid", "sv", "se", "sp", "sr", "st", "spr", "skoid", "sktid", "skt", "ske", "sks", "skv", "phpsessid", "sid", "session",
        "sessionid", "session_id", "jsessionid", "aspsessionid", "cfid", "cftoken", "nonce", "ts", "timestamp", "_", "cb", "cachebuster", "hdnea", "hdnts",
        "verify", "ust", "usg", "oh", "oe", "_nc_ht", "_nc_ohc", "_nc_oc", "_nc_gid", "_nc_cat", "ccb", "stp",
    };

    /// <summary>Parameters of the size and form in which a picture is sent.</summary>
    private static readonly HashSet<string> Forms = new(StringComparer.OrdinalIgnoreCase)
    {
        "w", "h", "width", "height", "q", "quality", "fit", "crop", "auto", "resize", "ssl", "strip", "fm", "format", "dpr", "s", "v", "ver", "zoom", "size", "sharp",
    };

    /// <summary>A page's address.</summary>
    public static string OfPage(Uri link) => $"{Host(link)}{Path(link).TrimEnd('/')}{Query(link, isPicture: false)}{Fragment(link)}";

    /// <summary>A file's address, whose parameters are signatures and statistics.</summary>
    public static string OfFile(Uri file) => $"{Host(file)}{Path(file)}";

    /// <summary>A picture's address.</summary>
    public static string OfPicture(Uri picture)
    {
        var segments = Path(picture).Split('/');
        var name = segments[^1];
        // Such a picture counts readers.
        if (name.EndsWith(".gif", StringComparison.OrdinalIgnoreCase) && IsToken(name[..^4]))
            return "";
        var path = string.Join('/', segments[..^1].Where(segment => !IsToken(segment)).Append(name));
        return $"{Host(picture)}{path}{Query(picture, isPicture: true)}";
    }

    /// <summary>Of "img1.example.org" and "img2.example.org" the same.</summary>
    private static string Host(Uri address)
    {
        var host = Links.HostOf(address) ?? address.Host;
        host = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && address.HostNameType == UriHostNameType.Dns ? host[..dot].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') + host[dot..] : host;
    }

    /// <summary>Without ";jsessionid=…".</summary>
    private static string Path(Uri address)
    {
        var path = address.AbsolutePath;
        var session = path.IndexOf(";jsessionid=", StringComparison.OrdinalIgnoreCase);
        return session >= 0 ? path[..session] : path;
    }

    private static string Query(Uri address, bool isPicture)
    {
        var kept = Links.Parameters(address.Query)
            .Where(parameter => parameter.Split('=')[0] is var name && !Signatures.Contains(name) && !name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)
                && !name.StartsWith("x-goog-", StringComparison.OrdinalIgnoreCase) && !(isPicture && Forms.Contains(name)))
            .Order(StringComparer.Ordinal);
        return string.Join('&', kept) is { Length: > 0 } query ? $"?{query}" : "";
    }

    private static string Fragment(Uri address) => address.Fragment.Length > 1 ? address.Fragment : "";

    /// <summary>Whether a part of a path is a signature: long, of letters and digits without words.</summary>
    private static bool IsToken(string part) =>
        part.Length >= MinTokenLength && part.Any(char.IsAsciiDigit) && part.Any(char.IsAsciiLetter)
        && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '=' or '-') && part.Split('-', '_').Any(word => word.Length >= MinTokenLength / 2 && word.Any(char.IsAsciiDigit) && word.Any(char.IsAsciiLetter));
}
