using System.Text;

namespace AdvocacyBot.Core.Articles;

/// <summary>
/// Links and identifiers in the form in which they are compared: without the scheme, "www", a trailing slash and the parameters of
/// campaigns. Fragments and all other parameters stay, since they tell articles apart. Pure.
/// </summary>
internal static class Links
{
    private static readonly string[] TrackingPrefixes = ["utm_", "mtm_"];

    private static readonly HashSet<string> Tracking = new(StringComparer.OrdinalIgnoreCase)
    {
        "fbclid", "gclid", "dclid", "gclsrc", "msclkid", "yclid", "igshid", "mkt_tok", "twclid", "ttclid", "li_fat_id", "xtor", "at_medium", "at_campaign",
        "mc_cid", "mc_eid", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking",
        "pk_campaign", "pk_kwd", "pk_keyword", "pk_source", "pk_medium", "pk_content", "pk_cid",
        "hsa_acc", "hsa_cam", "hsa_grp", "hsa_ad", "hsa_src", "hsa_tgt", "hsa_kw", "hsa_mt", "hsa_net", "hsa_ver", "hsa_la", "hsa_ol",
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

        var isTracked = link.Fragment.StartsWith("#xtor=", StringComparison.OrdinalIgnoreCase) || link.Fragment.StartsWith("#utm_", StringComparison.OrdinalIgnoreCase);
        return isTracked || link.Fragment.Length <= 1 ? text.ToString() : text.Append(link.Fragment).ToString();
    }

    /// <summary>The same for a text that may be a link; any other text stays as it is.</summary>
    public static string Canonical(string id) =>
        id.StartsWith("http", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(id, UriKind.Absolute, out var link) && HostOf(link) is not null
            ? Canonical(link)
            : id;

    /// <summary>Whether two addresses belong to one domain, subdomains aside.</summary>
    public static bool SameDomain(Uri one, Uri other) => Domain(one) == Domain(other);

    /// <summary>Whether an address is one of the web: http or https, with a host that a resolver accepts.</summary>
    public static bool IsWeb(Uri address) =>
        address.Scheme is "http" or "https" && address.Host is { Length: > 0 } host && (Ascii.IsValid(host) || HostOf(address) is not null);

    /// <summary>The host of a web address as it is looked up; null for other schemes and impossible names.</summary>
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

    /// <summary>The parameters of a query that are not those of campaigns.</summary>
    internal static IEnumerable<string> Parameters(string query) =>
        query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(parameter => !IsTracking(parameter.Split('=')[0]));

    private static bool IsTracking(string name) =>
        Tracking.Contains(name) || Array.Exists(TrackingPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The last two names of a host, or three if the last two belong to a country's registry ("org.uk").</summary>
    private static string Domain(Uri address)
    {
        if (address.HostNameType != UriHostNameType.Dns)
            return address.Host;
        var names = (HostOf(address) ?? address.Host).TrimEnd('.').Split('.');
        var count = names.Length > 2 && names[^1].Length == 2 && names[^2].Length <= 3 ? 3 : 2;
        return string.Join('.', names.TakeLast(count));
    }
}
