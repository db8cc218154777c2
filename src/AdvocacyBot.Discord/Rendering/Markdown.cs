using System.Globalization;
using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rendering;

/// <summary>
/// Writes spans as Discord Markdown. Escapes foreign text, so that it cannot contain markup, mentions or disguised links. Pure.
/// https://docs.discord.com/developers/reference#message-formatting
/// </summary>
internal static class Markdown
{
    private const int MaxPieceLength = 200;
    private const int MaxAddressLength = 1_000;
    private const int MaxPictureAddressLength = 2_048;
    private const string Marks = "\\*_~`|<>[]@";
    private static readonly char[] AfterAddress = ['.', ',', ';', ':', '!', '?', ')', '»', '"', '”', '\''];

    /// <summary>The lines of the spans, each as a list of pieces that must not be split.</summary>
    public static List<List<string>> Lines(IEnumerable<Span> spans)
    {
        var lines = new List<List<string>> { new() };
        foreach (var span in spans)
        {
            var first = true;
            foreach (var part in span is Text text ? SafeText.Clean(text.Value).Split('\n') : [""])
            {
                if (!first)
                    lines.Add([]);
                first = false;
                lines[^1].AddRange(span is Text ? Words(part, lines[^1].Count == 0) : Pieces(span));
            }
        }

        return lines;
    }

    /// <summary>Escapes plain text and joins it into one line.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in OneLine(text))
        {
            if (Marks.Contains(c, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>An http or https address that Discord accepts; null for any other.</summary>
    public static string? Address(Uri? address, int maxLength = MaxAddressLength) =>
        address is { IsAbsoluteUri: true } && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && address.AbsoluteUri.Length <= maxLength && !address.AbsoluteUri.AsSpan().ContainsAny("<> \\")
            // An address can contain a mention, too; percent-encoding keeps its meaning.
            ? address.AbsoluteUri.Replace("@everyone", "%40everyone", StringComparison.Ordinal).Replace("@here", "%40here", StringComparison.Ordinal)
            : null;

    /// <summary>The address of a picture, which can also be a file of the same message.</summary>
    public static string? PictureAddress(Uri? address) =>
        address is { IsAbsoluteUri: true, Scheme: "attachment" } ? address.OriginalString : Address(address, MaxPictureAddressLength);

    private static IEnumerable<string> Pieces(Span span) => span switch
    {
        Strong strong when Escape(strong.Value).Trim() is { Length: > 0 and <= MaxPieceLength } words => [$"**{words}**"],
        Strong strong => Words(OneLine(strong.Value), atStart: false),
        Link link => LinkPieces(link),
        Code code => CodePieces(OneLine(code.Value)),
        Moment moment => [Instant(moment)],
        Mention mention => [Refer(mention)],
        _ => [],
    };

    private static IEnumerable<string> Words(string text, bool atStart)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;
            var word = text[at..end];
            while (end < text.Length && char.IsWhiteSpace(text[end]))
                end++;
            foreach (var piece in Word(word, text[(at + word.Length)..end], atStart && at == 0))
                yield return piece;
            at = end;
        }
    }

    private static IEnumerable<string> Word(string word, string space, bool atStart)
    {
        if (word.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || word.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            var bare = word.TrimEnd(AfterAddress);
            if (Uri.TryCreate(bare, UriKind.Absolute, out var uri) && Address(uri) is { } address)
                return [$"<{address}>{Escape(word[bare.Length..])}{space}"];
        }

        var escaped = Escape(word);
        if (atStart && escaped.Length > 0)
            escaped = EscapeLineStart(escaped);
        return escaped.Length <= MaxPieceLength ? [escaped + space] : [.. Chunks(word), space];
    }

    /// <summary>Escapes the characters that begin a heading, a list or a subtext line.</summary>
    private static string EscapeLineStart(string word)
    {
        if (word[0] is '#' or '-' or '+')
            return "\\" + word;
        var digits = word.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && digits < word.Length && word[digits] is '.' ? word.Insert(digits, "\\") : word;
    }

    private static IEnumerable<string> Chunks(string word)
    {
        var chunk = new StringBuilder();
        var graphemes = StringInfo.GetTextElementEnumerator(word);
        while (graphemes.MoveNext())
        {
            chunk.Append(Escape(graphemes.GetTextElement()));
            if (chunk.Length >= MaxPieceLength)
            {
                yield return chunk.ToString();
                chunk.Clear();
            }
        }

        yield return chunk.ToString();
    }

    private static IEnumerable<string> LinkPieces(Link link)
    {
        var label = Escape(SafeText.Shorten(OneLine(link.Label), MaxPieceLength)).Trim();
        if (link.Address is { IsAbsoluteUri: true, Scheme: "mailto" })
            return [label.Length > 0 ? $"{label} " : "", Escape(link.Address.AbsoluteUri["mailto:".Length..])];
        if (Address(link.Address) is not { } address)
            return [label];

        var isAddress = label.Length == 0 || label.Contains("://", StringComparison.Ordinal);
        var showsHost = link.Label.Contains(link.Address.Host, StringComparison.OrdinalIgnoreCase);
        return isAddress ? [$"<{address}>"] : [$"[{label}](<{address}>)", showsHost ? "" : $" ({Escape(link.Address.IdnHost)})"];
    }

    private static IEnumerable<string> CodePieces(string code) =>
        code.Length == 0 || code.Length > MaxPieceLength
            ? Words(code, atStart: false)
            : code.AsSpan().ContainsAny('`', '@', '<') ? [Escape(code)] : [$"`{code}`"];

    /// <summary>https://docs.discord.com/developers/reference#message-formatting-formats</summary>
    private static string Refer(Mention mention) =>
        mention.Platform != InteractionMapper.Platform || !Snowflake.IsId(mention.Id) ? Escape(mention.Label)
        : mention.Kind == MentionKind.Channel ? $"<#{mention.Id}>"
        : $"<@&{mention.Id}>";

    /// <summary>https://docs.discord.com/developers/reference#message-formatting-timestamp-styles</summary>
    private static string Instant(Moment moment)
    {
        var seconds = new DateTimeOffset(DateTime.SpecifyKind(moment.At, DateTimeKind.Utc)).ToUnixTimeSeconds();
        var style = moment.Style switch { MomentStyle.Date => 'D', MomentStyle.Time => 't', _ => 'F' };
        return string.Create(CultureInfo.InvariantCulture, $"<t:{seconds}:{style}>");
    }

    private static string OneLine(string text) => SafeText.Clean(text).Replace('\n', ' ');
}
