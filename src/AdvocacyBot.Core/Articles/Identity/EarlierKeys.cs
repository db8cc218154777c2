using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Parsing;

namespace AdvocacyBot.Core.Articles.Identity;

/// <summary>
/// The keys under which version 0.1 stored articles: SHA-256 of the identifier, the link or the words, in a canonical form that also
/// dropped fragments and many parameters. They recognize what was seen before an upgrade. Pure.
/// </summary>
internal static class EarlierKeys
{
    private static readonly string[] TrackingPrefixes = ["utm_", "mc_", "pk_", "mtm_", "hsa_", "_hs", "vero_", "oly_", "at_"];

    private static readonly HashSet<string> Tracking = new(StringComparer.OrdinalIgnoreCase)
    {
        "fbclid", "gclid", "dclid", "gclsrc", "msclkid", "yclid", "igshid", "mkt_tok", "cmpid", "ncid", "ref_src", "ref_url", "s_cid",
        "wt_mc", "xtor", "rss", "feed", "source", "ref", "partner", "cmp", "wtmc", "spm", "twclid", "ttclid", "li_fat_id", "trk",
    };

    /// <summary>Every key that the item may have had, whichever items were next to it.</summary>
    public static IReadOnlyList<string> Of(ParsedItem item)
    {
        var content = Sha256($"{item.Title}\n{HtmlText.OneLine(item.Summary.Value ?? "")}");
        var link = item.Link is { } address ? Canonical(address) : null;
        if (item.Id is not { } written)
            return [Sha256(link is null ? $"words\n{content}" : $"link\n{link}"), Sha256($"words\n{content}")];

        var id = written.StartsWith("http", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(written, UriKind.Absolute, out var uri) && Links.HostOf(uri) is not null
            ? Canonical(uri)
            : written;
        return [Sha256($"id\n{id}"), Sha256($"id\n{id}\n{link ?? content}"), Sha256($"id\n{id}\n{content}")];
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Canonical(Uri link)
    {
        var host = Links.HostOf(link) ?? link.Host;
        var text = new StringBuilder(host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host);
        if (!link.IsDefaultPort && link.Port is not (80 or 443))
            text.Append(':').Append(link.Port);
        text.Append(link.AbsolutePath.TrimEnd('/'));
        var parameters = link.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(parameter => !IsTracking(parameter.Split('=')[0])).Order(StringComparer.Ordinal).ToList();
        return parameters.Count == 0 ? text.ToString() : text.Append('?').AppendJoin('&', parameters).ToString();
    }

    private static bool IsTracking(string name) =>
        Tracking.Contains(name) || Array.Exists(TrackingPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
