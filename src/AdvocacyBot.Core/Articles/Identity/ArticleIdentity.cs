using System.Security.Cryptography;
using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Parsing;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Articles.Identity;

/// <summary>An item with the traits by which it is recognized and the digests by which a change is noticed.</summary>
/// <param name="Item">The item as parsed.</param>
/// <param name="Traits">Its traits.</param>
/// <param name="StoryKey">The link by which other feeds may tell the same story; null if it has none but the site's.</param>
/// <param name="ContentHash">SHA-256 of the wording as retrieved: the evidence.</param>
/// <param name="ShownText">The words of its summary as a post shows them.</param>
/// <param name="ShownHash">Digest of everything that a post shows: words, links, picture and file.</param>
public sealed record IdentifiedItem(ParsedItem Item, ItemTraits Traits, string? StoryKey, string ContentHash, string ShownText, string ShownHash)
{
    /// <summary>
    /// A key for scripts: the identifier alone decides it; without an identifier the link with the date, or with the title if there
    /// is no date.
    /// </summary>
    public string Key => Traits.Id ?? ItemTraits.Digest($"{Traits.Link}\n{Traits.Published?.Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Traits.Title}");
}

/// <summary>Identifies the items of a document. Pure.</summary>
public static class ArticleIdentity
{
    /// <summary>The length of the text that a post shows, and so of the text in which a change counts.</summary>
    internal const int ShownTextLength = 700;

    /// <summary>The complete items, each once, in their order: those that are stored.</summary>
    public static IReadOnlyList<IdentifiedItem> Identify(ParsedFeed feed) =>
    [
        .. Of([.. feed.Items.Where(item => !item.IsCutOff && HasContent(item))], feed.Site)
            .DistinctBy(identified => identified.Traits is var t && (t.Id is null || t.Title.Length == 0 || t.Published is null)
                ? (t.Id, t.Link, t.Title, t.Text, t.Published)
                : (t.Id, t.Link, t.Title, "", t.Published)),
    ];

    /// <summary>Every item of the document, including items that are cut off or repeated.</summary>
    public static IEnumerable<IdentifiedItem> Every(ParsedFeed feed) => Of(feed.Items, feed.Site);

    /// <summary>The canonical link of the site itself, in the form of <see cref="ItemTraits.Link"/>.</summary>
    internal static string? HomeOf(ParsedFeed feed) => feed.Site is { } site ? ItemTraits.Digest($"link\n{Links.Canonical(site)}") : null;

    /// <summary>SHA-256, as hexadecimal digits.</summary>
    internal static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The words of a summary as a post shows them.</summary>
    internal static string ShownText(Markup summary) => HtmlToBlocks.PlainText(HtmlToBlocks.Read(summary, null, ShownTextLength));

    /// <summary>A digest of everything that a post of an item shows, without what readers do not see, such as signatures in addresses.</summary>
    internal static string ShownHash(ParsedItem item) => ShownHash(item, HtmlToBlocks.Read(item.Summary, null, ShownTextLength));

    private static string ShownHash(ParsedItem item, IReadOnlyList<Block> blocks)
    {
        var isFile = item.Link is not null && item.Link == item.Media?.Address;
        var link = item.Link is null ? "" : isFile ? ShownAddress.OfFile(item.Link) : ShownAddress.OfPage(item.Link);
        var picture = item.Picture is null ? "" : ShownAddress.OfPicture(item.Picture);
        var media = item.Media is { } file ? $"{ShownAddress.OfFile(file.Address)} {file.IsVideo} {file.Length?.TotalSeconds}" : "";
        var links = blocks.SelectMany(BlockTrim.LinesOf).SelectMany(spans => spans).OfType<Link>().Select(span => ShownAddress.OfPage(span.Address));
        return ItemTraits.Digest($"{item.Title}\n{HtmlToBlocks.PlainText(blocks)}\n{link}\n{picture}\n{(picture.Length > 0 ? item.PictureText : "")}\n{media}\n{string.Join(' ', links)}");
    }

    private static IEnumerable<IdentifiedItem> Of(IReadOnlyList<ParsedItem> items, Uri? site)
    {
        var home = site is not null ? Links.Canonical(site) : null;
        foreach (var item in items)
        {
            var blocks = HtmlToBlocks.Read(item.Summary, null, ShownTextLength);
            var text = HtmlToBlocks.PlainText(blocks);
            var traits = ItemTraits.Of(item, text);
            var link = item.Link is { } address ? Links.Canonical(address) : null;
            var content = Sha256(System.Text.Encoding.UTF8.GetBytes($"{item.Title}\n{item.Summary.Value}"));
            yield return new IdentifiedItem(item, traits, link is null || link == home ? null : ItemTraits.Digest(link), content, text, ShownHash(item, blocks));
        }
    }

    private static bool HasContent(ParsedItem item) => item.Title.Length > 0 || item.Link is not null || !item.Summary.IsEmpty;
}
