using System.Security.Cryptography;
using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Parsing;

namespace AdvocacyBot.Core.Articles.Identity;

/// <summary>An item with the traits by which it is recognized and the digests by which a change is noticed.</summary>
/// <param name="Item">The item as parsed.</param>
/// <param name="Traits">Its traits.</param>
/// <param name="StoryKey">Identifies the story in all feeds; null if the item has no link of its own.</param>
/// <param name="ContentHash">SHA-256 of the wording as retrieved: the evidence.</param>
/// <param name="ShownHash">Digest of everything that a post shows: words, link and picture.</param>
public sealed record IdentifiedItem(ParsedItem Item, ItemTraits Traits, string? StoryKey, string ContentHash, string ShownHash)
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
            .DistinctBy(identified => identified.Traits is var t && t.Id is null
                ? (null, t.Link, t.Title, t.Text, t.Published)
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

    /// <summary>Signatures and sizes in the query of a picture's address change without a change of the picture.</summary>
    internal static string ShownHash(ItemTraits traits, string title, Uri? link, Uri? picture) => ItemTraits.Digest(
        $"{title}\n{traits.Text}\n{(link is null ? "" : Links.Canonical(link))}\n{picture?.GetLeftPart(UriPartial.Path)}");

    private static IEnumerable<IdentifiedItem> Of(IReadOnlyList<ParsedItem> items, Uri? site)
    {
        var links = items.Select(item => item.Link).OfType<Uri>().Select(Links.Canonical)
            .CountBy(link => link, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var home = site is not null ? Links.Canonical(site) : null;
        foreach (var item in items)
        {
            var traits = ItemTraits.Of(item, ShownText(item.Summary));
            var link = item.Link is { } address ? Links.Canonical(address) : null;
            var isOwn = link is not null && links[link] == 1 && link != home;
            var content = Sha256(System.Text.Encoding.UTF8.GetBytes($"{item.Title}\n{item.Summary.Value}"));
            yield return new IdentifiedItem(
                item, traits, isOwn ? ItemTraits.Digest(link!) : null, content, ShownHash(traits, item.Title, item.Link, item.Picture));
        }
    }

    private static bool HasContent(ParsedItem item) => item.Title.Length > 0 || item.Link is not null || !item.Summary.IsEmpty;
}
