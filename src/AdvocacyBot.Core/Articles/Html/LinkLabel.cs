using System.Collections.Frozen;
using System.Text;

namespace AdvocacyBot.Core.Articles.Html;

/// <summary>
/// Keeps a link honest: a label that shows one web address and leads to another host gets the real host added in parentheses.
/// All other labels stay as written: "report.pdf" and "Node.js" are not addresses. Pure.
/// </summary>
internal static class LinkLabel
{
    /// <summary>
    /// Endings with which a bare name ("bank.org") reads as a host. Country codes that are also common endings of file names and
    /// projects (.md, .py, .rs, .sh) are left out.
    /// </summary>
    private static readonly FrozenSet<string> Endings = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        [
            .. ("com org net edu gov mil int info biz news app dev blog media online site website web tech world global international foundation ngo ong coop"
                + " earth green social live today agency email cloud page link shop store xyz club life love space studio design digital network community"
                + " support example onion cat eus quebec paris berlin london africa asia"
                + " ac ad ae af ag al am ao ar at au aw az ba bb bd be bf bg bh bi bj bn bo br bs bt bw by bz ca cd cf cg ch ci ck cl cm cn co cr cu cv cy cz"
                + " de dj dk dm do dz ec ee eg er es et eu fi fj fm fo fr ga gb gd ge gf gh gi gl gm gn gp gq gr gt gu gw gy hk hn hr ht hu id ie il in io iq"
                + " ir is it je jm jo jp ke kg kh ki km kn kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc me mg mk mm mn mo mr mt mu mv mw mx my mz na ne"
                + " nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pm pn pr pt pw py qa re ro ru rw sa sb sc sd se sg si sk sl sm sn sr st sv sy sz tc td tf"
                + " tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vn vu wf ws ye yt za zm zw")
                .Split(' ').Except(["py"]),
        ]);

    /// <summary>The label to show for a link.</summary>
    public static string For(string label, Uri target) =>
        Misleads(label, target) ? $"{label} ({Links.HostOf(target) ?? target.Host})" : label;

    private static bool Misleads(string label, Uri target)
    {
        // Lookalikes of "." and of Latin letters count as what they look like.
        var plain = label.Contains('.', StringComparison.Ordinal) && Ascii.IsValid(label) ? label : Normalize(label);
        if (!plain.Contains('.', StringComparison.Ordinal))
            return false;
        return plain.Split([' ', '(', ')', '<', '>', '[', ']', '"', ',', ';', '|', '→', '«', '»', '“', '”'], StringSplitOptions.RemoveEmptyEntries)
            .Any(word => HostShown(word) is { } shown && !Leads(shown, target));
    }

    /// <summary>The host that a word of a label seems to name, or null.</summary>
    private static string? HostShown(string word)
    {
        var scheme = word.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme >= 0 ? word[(scheme + 3)..] : word;
        var host = rest.Split('/', '?', '#', '\\')[0].TrimEnd('.', ':', '!', '…', '\'').ToLowerInvariant();
        // A name before "@" is what a reader sees, whatever host follows.
        if (scheme >= 0)
            return host.Split('@', ':')[0];
        if (host.Contains('@', StringComparison.Ordinal) || !host.Contains('.', StringComparison.Ordinal))
            return null;

        host = host.Split(':')[0];
        var names = host.Split('.');
        var isHost = names.All(name => name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_'))
            && (names[0] == "www" || (Endings.Contains(names[^1]) && names[^2].Length > 1));
        return isHost ? host : null;
    }

    /// <summary>Whether a link leads to the host that its label shows, or to a part of it.</summary>
    private static bool Leads(string shown, Uri target)
    {
        var (label, host) = (WithoutWww(shown), WithoutWww((Links.HostOf(target) ?? target.Host).ToLowerInvariant()));
        return host == label || host.EndsWith($".{label}", StringComparison.Ordinal)
            || (Uri.TryCreate($"http://{label}", UriKind.Absolute, out var written) && Links.HostOf(written) is { } ascii && WithoutWww(ascii) == host);
    }

    private static string WithoutWww(string host) => host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;

    private static string Normalize(string label)
    {
        try
        {
            return label.Normalize(NormalizationForm.FormKC).Replace('。', '.').Replace('․', '.');
        }
        catch (ArgumentException)
        {
            return label;
        }
    }
}
