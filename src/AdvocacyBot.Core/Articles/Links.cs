using System.Text;

namespace AdvocacyBot.Core.Articles;

/// <summary>
/// The form of a link in which it is compared: http and https are one, "www" is nothing, what only tracks readers is left out,
/// and so is the fragment. Pure.
/// </summary>
internal static class Links
{
    private static readonly string[] TrackingPrefixes = ["utm_", "mc_", "pk_", "mtm_", "hsa_", "_hs", "vero_", "oly_", "at_"];

    private static readonly HashSet<string> Tracking = new(StringComparer.OrdinalIgnoreCase)
    {
        "fbclid", "gclid", "dclid", "gclsrc", "msclkid", "yclid", "igshid", "mkt_tok", "cmpid", "ncid", "ref_src", "ref_url", "s_cid",
        "wt_mc", "xtor", "rss", "feed", "source", "ref", "partner", "cmp", "wtmc", "spm", "twclid", "ttclid", "li_fat_id", "trk",
    };

    public static string Canonical(Uri link)
    {
        var text = new StringBuilder();
        var host = HostOf(link) ?? link.Host;
        text.Append(host.StartsWith("www.", StringComparison.Ordinal) ? host.AsSpan(4) : host);
        if (!link.IsDefaultPort && link.Port is not (80 or 443))
            text.Append(':').Append(link.Port);
        text.Append(link.AbsolutePath.TrimEnd('/'));

        var mark = '?';
        foreach (var parameter in Parameters(link.Query).Order(StringComparer.Ordinal))
        {
            text.Append(mark).Append(parameter);
            mark = '&';
        }

        return text.ToString();
    }

    /// <summary>The same for what may be a link; anything else is itself.</summary>
    public static string Canonical(string id) =>
        id.StartsWith("http", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(id, UriKind.Absolute, out var link) && HostOf(link) is not null
            ? Canonical(link)
            : id;

    /// <summary>Whether two addresses belong to one domain, subdomains aside.</summary>
    public static bool SameDomain(Uri one, Uri other) => Domain(one) == Domain(other);

    /// <summary>Whether an address is one of the web: http or https, with a host that a resolver accepts.</summary>
    public static bool IsWeb(Uri address) =>
        address.Scheme is "http" or "https" && address.Host is { Length: > 0 } host && (Ascii.IsValid(host) || HostOf(address) is not null);

    /// <summary>The host of a web address as it is looked up; null for other schemes, and for a name that cannot be one.</summary>
    public static string? HostOf(Uri address)
    {
        if (address.Scheme is not ("http" or "https") || address.Host.Length == 0)
            return null;
        try
        {
            return address.IdnHost.ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Parameters(string query) =>
        query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(parameter => !IsTracking(parameter.Split('=')[0]));

    private static bool IsTracking(string name) =>
        Tracking.Contains(name) || Array.Exists(TrackingPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The last two names of a host, or three where the last two are of a country's registry ("org.uk").</summary>
    private static string Domain(Uri address)
    {
        if (address.HostNameType != UriHostNameType.Dns)
            return address.Host;
        var names = (HostOf(address) ?? address.Host).TrimEnd('.').Split('.');
        var count = names.Length > 2 && names[^1].Length == 2 && names[^2].Length <= 3 ? 3 : 2;
        return string.Join('.', names.TakeLast(count));
    }
}
