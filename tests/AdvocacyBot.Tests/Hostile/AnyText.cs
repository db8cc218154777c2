using AdvocacyBot.Core.Chat;


namespace AdvocacyBot.Tests.Hostile;

/// <summary>Replies whose every text is made of what does harm somewhere.</summary>
internal sealed class AnyText(Random random, string arbitrary)
{
    private static readonly string[] Bits =
    [
        "a", "word ", "@everyone ", "@here", "@room ", "<@&7>", "<@9>", "<script>", "<img src=x>", "&lt;", "**", "`", "||", "[x](https://evil.example/)", "\n", "\r\n", "\t",
        "\0", "\u0007", "\u001B[31m", "\u009B", "\uD800", "\uDC00", "\uDC00\uD800", "\u202E", "\u2066", "\u200B", "\uFEFF", "👩‍👩‍👧‍👦", "🇨🇦", "e\u0301\u0301\u0301\u0301\u0301\u0301", "\u2028", "é", "あ",
        "\U000E0041", "\\", "https://example.org/", "]]>",
    ];

    public Reply Make() => new([.. Enumerable.Range(0, random.Next(8)).Select(_ => Block())])
    {
        Title = random.Next(2) == 0 ? Text(random.Next(400)) : null,
        Link = random.Next(2) == 0 ? new Uri("https://example.org/a?b=<@9>") : null,
        Picture = random.Next(3) == 0 ? new Picture(new Uri("https://example.org/p.jpg"), Text(random.Next(300))) : null,
        Choices = [.. Enumerable.Range(0, random.Next(4) == 0 ? random.Next(100) : 0).Select(i => new Choice($"c:{i}", Text(random.Next(120))))],
    };

    private Block Block() => random.Next(4) switch
    {
        0 => new Paragraph(Spans()),
        1 => new Listing([.. Enumerable.Range(0, random.Next(60)).Select(_ => Spans())], random.Next(2) == 0),
        2 => new Fields([.. Enumerable.Range(0, random.Next(40)).Select(_ => new Field(Text(random.Next(300)), Spans()))]),
        _ => new Quote(Spans(), random.Next(2) == 0 ? "fr" : null),
    };

    private IReadOnlyList<Span> Spans() => [.. Enumerable.Range(0, random.Next(5)).Select(_ => Span())];

    private Span Span() => random.Next(5) switch
    {
        0 => new Strong(Text(random.Next(400))),
        1 => new Link(Text(random.Next(100)), new Uri(random.Next(2) == 0 ? "javascript:alert(1)" : "https://example.org/x")),
        2 => new Code(Text(random.Next(50))),
        3 => new Moment(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(random.Next(9000)), "America/Toronto"),
        _ => new Text(Text(random.Next(random.Next(20) == 0 ? 9_000 : 200))),
    };

    private string Text(int length)
    {
        var text = "";
        while (text.Length < length)
            text += random.Next(Bits.Length + 3) is var at && at < Bits.Length ? Bits[at] : arbitrary + " ";
        return text;
    }
}
