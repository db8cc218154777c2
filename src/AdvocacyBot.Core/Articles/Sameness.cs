using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Articles.Html;
using AdvocacyBot.Core.Articles.Parsing;

namespace AdvocacyBot.Core.Articles;

/// <summary>
/// What makes an item the same article when its feed shows it again: the publisher's id, else its link, else its words; and
/// where one id stands on several items, the two together. Pure, and never by chance.
/// </summary>
public static class Sameness
{
    /// <param name="Key">Of the article within its feed.</param>
    /// <param name="StoryKey">Of the story over all feeds; null where it has no link of its own.</param>
    /// <param name="ContentHash">Of the wording.</param>
    /// <summary>An item with the keys by which it is recognized.</summary>
    public readonly record struct Identified(ParsedItem Item, string Key, string? StoryKey, string ContentHash);

    /// <summary>The items that are whole and say something, each once, in their order: what is stored.</summary>
    public static IReadOnlyList<Identified> Identify(ParsedFeed feed) =>
        [.. Of([.. feed.Items.Where(item => !item.IsCutOff && Says(item))], feed.Site).DistinctBy(identified => identified.Key)];

    /// <summary>Every item that the document shows, also what is cut off or repeated.</summary>
    public static IEnumerable<Identified> Every(ParsedFeed feed) => Of(feed.Items, feed.Site);

    private static IEnumerable<Identified> Of(IReadOnlyList<ParsedItem> items, Uri? site)
    {
        var ids = Count(items.Select(item => item.Id).OfType<string>().Select(Links.Canonical));
        var links = Count(items.Select(item => item.Link).OfType<Uri>().Select(Links.Canonical));
        var home = site is not null ? Links.Canonical(site) : null;
        foreach (var item in items)
        {
            var content = ContentOf(item);
            var link = item.Link is { } address ? Links.Canonical(address) : null;
            // A link that several items share, or that leads to the site itself, tells nothing apart.
            var own = link is not null && links[link] == 1 && link != home ? link : null;
            var key = item.Id is { } id
                ? ids[Links.Canonical(id)] == 1 ? $"id\n{Links.Canonical(id)}" : $"id\n{Links.Canonical(id)}\n{own ?? content}"
                : own is not null ? $"link\n{own}" : $"words\n{content}";
            yield return new Identified(item, Digest(key), own is null ? null : Digest(own), content);
        }
    }

    /// <summary>The digest of what a reader would see change.</summary>
    public static string ContentOf(ParsedItem item) =>
        Digest($"{item.Title}\n{HtmlText.OneLine(item.Summary.Value ?? "")}");

    public static string Digest(string text) => Digest(Encoding.UTF8.GetBytes(text));

    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static bool Says(ParsedItem item) => item.Title.Length > 0 || item.Link is not null || !item.Summary.IsEmpty;

    private static Dictionary<string, int> Count(IEnumerable<string> names) =>
        names.CountBy(name => name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
}
