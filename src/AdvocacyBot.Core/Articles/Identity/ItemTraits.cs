using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Identity;

/// <summary>
/// The traits by which an item is recognized when its feed shows it again. Each depends on the item alone, never on the other items
/// of the document. Digests are SHA-256, cut to 128 bits.
/// </summary>
public sealed record ItemTraits
{
    private static readonly string NoText = Digest("");

    /// <summary>The publisher's identifier, character for character (RFC 4287, 4.2.6.1); null if there is none.</summary>
    public string? Id { get; init; }

    /// <summary>The identifier without differences that publishers introduce by accident; see <see cref="Links.Canonical(string)"/>.</summary>
    public string? CanonicalId { get; init; }

    /// <summary>The link without such differences; of an item without a link, its title.</summary>
    public required string Link { get; init; }

    /// <summary>The folded title.</summary>
    public required string Title { get; init; }

    /// <summary>The words of the summary as a post shows them, folded.</summary>
    public required string Text { get; init; }

    /// <summary>
    /// Title, text and date together; null without a text or without a time of day that distinguishes, since publishers of notices
    /// repeat titles and texts on one day.
    /// </summary>
    public string? Words { get; init; }

    /// <summary>Whether it has a link. Not stored.</summary>
    public bool HasLink { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? Published { get; init; }

    /// <summary>The keys under which earlier versions of the bot stored the item, by preference.</summary>
    public IReadOnlyList<string> EarlierKeys { get; init; } = [];

    /// <summary>Whether the summary has words.</summary>
    public bool HasText => Text != NoText;

    /// <summary>Whether the date has a time of day, in any zone.</summary>
    public bool HasTime => Published is { } date && (date.Minute != 0 || date.Second != 0);

    internal static ItemTraits Of(ParsedItem item, string shownText)
    {
        var title = Folding.Fold(item.Title);
        var text = Digest(Folding.Fold(shownText));
        var link = item.Link is { } address ? Digest($"link\n{Links.Canonical(address)}") : Digest($"title\n{title}");
        var traits = new ItemTraits
        {
            Id = item.Id is { } id ? Digest($"id\n{id}") : null,
            CanonicalId = item.Id is { } written ? Digest($"id\n{Links.Canonical(written)}") : null,
            Link = link,
            Title = title,
            Text = text,
            HasLink = item.Link is not null,
            Published = item.Published,
        };
        return traits is { HasTime: true, HasText: true, Published: { } date } ? traits with { Words = Digest($"{title}\n{text}\n{date.Ticks}") } : traits;
    }

    /// <summary>A digest that is short enough to index.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    /// <summary>Whether both have the same words in their summaries.</summary>
    internal bool HasTextOf(ItemTraits other) => HasText && Text == other.Text;

    /// <summary>Whether both have the same date.</summary>
    internal bool HasDateOf(ItemTraits other) => Published is not null && Published == other.Published;

    /// <summary>Whether one title may be an edited form of the other.</summary>
    internal bool IsAkinTo(ItemTraits other) => TitleWords.AreAkin(Title, other.Title);

    /// <summary>Whether both have dates, and these differ.</summary>
    internal bool DatesDiffer(ItemTraits other) => Published is not null && other.Published is not null && Published != other.Published;
}
