using System.Text;

namespace AdvocacyBot.Core.Articles.Requests;

/// <summary>Which headers a feed's requests may have, and to which addresses they are sent. Pure.</summary>
internal static class RequestHeaders
{
    public const int MaxValueLength = 2_000;
    private const int MaxNameLength = 60;

    /// <summary>Headers that describe the message itself or that the bot needs for its own purposes.</summary>
    private static readonly string[] Reserved =
    [
        "accept-encoding", "connection", "content-encoding", "content-length", "content-type", "expect", "host", "if-modified-since", "if-none-match",
        "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "user-agent", "via",
    ];

    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && !Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) && !name.StartsWith("proxy-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Visible ASCII and spaces, so that no value adds a header or a line.</summary>
    public static bool IsValue(string value) => value.Length is > 0 and <= MaxValueLength && value.All(c => c is >= ' ' and <= '~');

    /// <summary>Whether secrets may be sent to a host at all: only encrypted, except to a host that the settings allow in a private network.</summary>
    public static bool IsConfidential(Uri address, FeedSettings settings) =>
        address.Scheme == Uri.UriSchemeHttps || settings.Allows(address.Host, address.Port);

    /// <summary>Whether an address that a redirect leads to is served by the same server, not less securely than the first.</summary>
    public static bool IsSameServer(Uri first, Uri next) =>
        string.Equals(first.Host, next.Host, StringComparison.OrdinalIgnoreCase)
        && ((first.Scheme == next.Scheme && first.Port == next.Port) || (first.IsDefaultPort && next.IsDefaultPort && next.Scheme == Uri.UriSchemeHttps));

    /// <summary>Adds a feed's own headers to a request, and a cookie that the server has set to the feed's own ones.</summary>
    public static void Apply(RequestSettings settings, HttpRequestMessage request)
    {
        if (settings.UserAgent is { } agent)
            request.Headers.TryAddWithoutValidation("User-Agent", agent);
        if (settings.User is { } user)
        {
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{settings.Password}"));
            request.Headers.TryAddWithoutValidation("Authorization", $"Basic {credentials}");
        }

        foreach (var (name, value) in settings.Headers)
        {
            // Of two values of one header, the one that was set for it counts.
            if (!name.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
                request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
