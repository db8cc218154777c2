using System.Globalization;
using System.Text;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>Decides which addresses become links, and with which label. Pure.</summary>
internal static class SafeLinks
{
    private const int MinTopLevelDomain = 2;
    private static readonly IdnMapping Idn = new();
    private static readonly char[] Separators = [' ', '\t', '\n', '\u00A0', '(', ')', '<', '>', '[', ']', '"', '\'', ',', ';', '|', '«', '»', '“', '”'];

    public static bool IsShown(Uri address) => address is { IsAbsoluteUri: true, Scheme: "http" or "https" or "mailto" };

    /// <summary>
    /// The label to show. A label in which any word names another host than the address leads to, in any script, is replaced by the
    /// address itself, so that nobody takes the link for one to that host.
    /// </summary>
    public static string Label(string label, Uri address)
    {
        var clean = SafeText.Clean(label).Trim();
        if (clean.Length == 0)
            return address.AbsoluteUri;

        // Browsers read fullwidth letters as plain ones, and ideographic full stops as dots.
        var folded = clean.Normalize(NormalizationForm.FormKC).Replace('。', '.').Replace('｡', '.');
        var actual = WithoutWww(address.Scheme == Uri.UriSchemeMailto ? address.Host : address.IdnHost);
        return folded.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(HostIn).OfType<string>()
            .All(host => string.Equals(WithoutWww(host), actual, StringComparison.OrdinalIgnoreCase)) ? clean : address.AbsoluteUri;
    }

    /// <summary>The host that a word names; null if it names none.</summary>
    private static string? HostIn(string word)
    {
        var scheme = word.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme >= 0 ? word[(scheme + 3)..] : word;
        // What precedes an at sign is not the host, although a reader may take it for one.
        var host = rest.Split('/', '?', '#')[0].Split('@')[^1].Split(':')[0].TrimEnd('.', '!', '…');
        var labels = host.Split('.');
        var isHost = labels.Length > 1 && labels.All(l => l.Length > 0 && l.All(c => char.IsLetterOrDigit(c) || c == '-'))
            && labels[^1].Length >= MinTopLevelDomain && labels[^1].All(char.IsLetter);
        return scheme >= 0 || isHost ? Ascii(host) : null;
    }

    private static string WithoutWww(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;

    private static string Ascii(string host)
    {
        try
        {
            return Idn.GetAscii(host);
        }
        catch (ArgumentException)
        {
            return host;
        }
    }
}
