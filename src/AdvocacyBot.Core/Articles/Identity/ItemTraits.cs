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
    /// <summary>The publisher's identifier, character for character (RFC 4287, 4.2.6.1); null if there is none.</summary>
    public string? Id { get; init; }

    /// <summary>The identifier without differences that publishers introduce by accident; see <see cref="Links.Canonical(string)"/>.</summary>
    public string? CanonicalId { get; init; }

    /// <summary>The link without such differences; of an item without a link, its title.</summary>
    public required string Link { get; init; }

    /// <summary>The folded title.</summary>
    public required string Title { get; init; }

    /// <summary>The words of the summary as a post shows them.</summary>
    public required string Text { get; init; }

    /// <summary>Title, text and date together; null without a date or without words.</summary>
    public string? Words { get; init; }

    /// <summary>UTC.</summary>
    public DateTime? Published { get; init; }

    /// <summary>The keys under which earlier versions of the bot stored the item, by preference.</summary>
    public IReadOnlyList<string> EarlierKeys { get; init; } = [];

    internal static ItemTraits Of(ParsedItem item, string shownText)
    {
        var title = Folding.Fold(item.Title);
        var text = Digest(Folding.Fold(shownText));
        var link = item.Link is { } address ? Digest($"link\n{Links.Canonical(address)}") : Digest($"title\n{title}");
        var hasWords = title.Length > 0 || shownText.Length > 0;
        return new ItemTraits
        {
            Id = item.Id is { } id ? Digest($"id\n{id}") : null,
            CanonicalId = item.Id is { } written ? Digest($"id\n{Links.Canonical(written)}") : null,
            Link = link,
            Title = title,
            Text = text,
            Words = item.Published is { } date && hasWords ? Digest($"{title}\n{text}\n{date.Ticks}") : null,
            Published = item.Published,
        };
    }

    /// <summary>A digest that is short enough to index.</summary>
    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    /// <summary>How many of title, text and date two items share; two missing dates count as shared.</summary>
    internal int Agreement(ItemTraits other) =>
        (Title.Length > 0 && Title == other.Title ? 1 : 0) + (Text == other.Text ? 1 : 0) + (Published == other.Published ? 1 : 0);
}
