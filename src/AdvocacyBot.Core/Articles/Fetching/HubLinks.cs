using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Articles.Parsing;

namespace AdvocacyBot.Core.Articles.Fetching;

/// <summary>Reads links from HTTP's <c>Link</c> headers (RFC 8288), where a server may name its hub. Pure.</summary>
internal static partial class HubLinks
{
    private const int MaxHeaderLength = 1_000;

    /// <returns>The first link with a relation; null if there is none to the web.</returns>
    public static Uri? Find(HttpResponseHeaders headers, string relation, Uri address)
    {
        foreach (var header in headers.TryGetValues("Link", out var values) ? values.Where(value => value.Length <= MaxHeaderLength) : [])
        {
            foreach (Match link in LinkForm().Matches(header))
            {
                if (link.Groups["relations"].Value.Split(' ').Contains(relation, StringComparer.OrdinalIgnoreCase))
                    return new Bases(address).Resolve(link.Groups["target"].Value);
            }
        }

        return null;
    }

    [GeneratedRegex("""<(?<target>[^<>]*)>[^,<]*?;\s*rel\s*=\s*(?:"(?<relations>[^"]*)"|(?<relations>[^\s;,"]+))""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, -1)]
    private static partial Regex LinkForm();
}
