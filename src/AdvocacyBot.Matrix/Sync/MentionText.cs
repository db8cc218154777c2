using System.Net;
using System.Text.RegularExpressions;
using AdvocacyBot.Matrix.Rooms;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>
/// Removes mentions of the bot from a message, however a client writes them: a display name, a user id, a Markdown link (Element X,
/// Nheko), a name in brackets (FluffyChat), a name with a disambiguating user id (Element), or a bare link. Pure.
/// </summary>
/// <param name="me">The bot's user id.</param>
/// <param name="name">Its display name; null if it has none.</param>
internal sealed partial class MentionText(string me, string? name)
{
    /// <summary>Stands for a removed link. Cleaned text never contains it.</summary>
    private const char Mark = '\uFFFC';

    private static readonly char[] Separators = [' ', '\t', '\n', '\u00A0', '\u202F', ':', ',', '：', '，', '、'];
    private static readonly char[] Spaces = [' ', '\t', '\n', '\u00A0', '\u202F'];

    /// <summary>The text without the mention; null if the text does not mention the bot.</summary>
    /// <param name="text">The message's body.</param>
    /// <param name="html">Its formatted body; null if it has none.</param>
    /// <param name="isMentioned">Whether the client says in <c>m.mentions</c> that it mentions the bot.</param>
    public string? Remove(string text, string? html, bool isMentioned)
    {
        var pills = PillNames(html).ToList();
        var folded = MarkdownLink().Replace(text, link => IsMe(link.Groups["address"].Value) ? $"{Mark}" : link.Value);
        folded = BareLink().Replace(folded, link => IsMe(link.Value.Trim('<', '>')) ? $"{Mark}" : link.Value);
        if (folded.Contains(Mark, StringComparison.Ordinal))
            return WithoutMarks(folded);

        var isCertain = isMentioned || pills.Count > 0;
        foreach (var candidate in Names(pills))
        {
            if (Find(text, candidate, isCertain) is { } at)
                return Join(text[..at], text[(at + candidate.Length)..]);
        }

        return null;
    }

    /// <summary>Whether a formatted body links to the bot, as clients did before <c>m.mentions</c> existed.</summary>
    public bool HasPill(string? html) => PillNames(html).Any();

    /// <summary>The longest first, so that a name is not found inside a longer form of itself.</summary>
    private IEnumerable<string> Names(List<string> pills)
    {
        var local = UserIds.LocalPartOf(me);
        string?[] shown = [.. pills, name, local];
        return shown.OfType<string>().Where(n => n.Length > 1)
            .SelectMany(n => (string[])[$"{n} ({me})", $"@[{n}]", $"@{n}", n]).Append(me)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(n => n.Length);
    }

    /// <summary>
    /// Where a name mentions the bot. At the start it needs an at sign before it or a colon or comma after it; elsewhere, and without
    /// those, the client must have said that it is a mention.
    /// </summary>
    private static int? Find(string text, string candidate, bool isCertain)
    {
        for (var from = 0; text.IndexOf(candidate, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var at; from = at + 1)
        {
            var rest = text.AsSpan(at + candidate.Length);
            var isWhole = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (rest.Length == 0 || !char.IsLetterOrDigit(rest[0]));
            var isCalled = at == 0 && (candidate[0] == '@' || rest.TrimStart(Spaces) is [':' or ',' or '：' or '，', ..]);
            if (isWhole && (isCalled || isCertain))
                return at;
        }

        return null;
    }

    private static string WithoutMarks(string text)
    {
        var at = text.IndexOf(Mark, StringComparison.Ordinal);
        return Join(text[..at], text[(at + 1)..].Replace($"{Mark}", " ", StringComparison.Ordinal));
    }

    private static string Join(string before, string after)
    {
        var start = before.Trim(Spaces);
        return $"{start} {(start.Length == 0 ? after.TrimStart(Separators) : after.TrimStart(Spaces))}".Trim(Spaces);
    }

    private IEnumerable<string> PillNames(string? html) => html is null
        ? []
        : Pill().Matches(html).Where(pill => IsMe(WebUtility.HtmlDecode(pill.Groups["address"].Value)))
            .Select(pill => WebUtility.HtmlDecode(pill.Groups["text"].Value).Trim());

    /// <summary>Whether an address is one of the bot's: <c>https://matrix.to/#/@bot:server</c> or <c>matrix:u/bot:server</c>, percent-encoded or not.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/appendices/#uris"/>
    private bool IsMe(string address)
    {
        var user = Uri.UnescapeDataString(address);
        var query = user.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0)
            user = user[..query];
        return user.StartsWith("https://matrix.to/#/", StringComparison.OrdinalIgnoreCase) ? user["https://matrix.to/#/".Length..] == me
            : user.StartsWith("matrix:u/", StringComparison.OrdinalIgnoreCase) && $"@{user["matrix:u/".Length..]}" == me;
    }

    [GeneratedRegex(@"\[(?<text>[^\[\]\n]{0,200})\]\(<?(?<address>(https://matrix\.to/#/|matrix:u/)[^\s()<>]{1,500})>?\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"<?(https://matrix\.to/#/|matrix:u/)[^\s()<>]{1,500}>?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex BareLink();

    [GeneratedRegex(@"<a\s+href=[""'](?<address>(https://matrix\.to/#/|matrix:u/)[^""'\s]{1,500})[""'][^>]{0,200}>(?<text>[^<]{1,200})</a>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Pill();
}
