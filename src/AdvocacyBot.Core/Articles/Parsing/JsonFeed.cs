using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// Reads JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), item by item, and keeps the items before a fault.
/// </summary>
internal static partial class JsonFeed
{
    private static readonly JsonReaderOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
    };

    /// <returns>Null where it is no feed.</returns>
    public static ParsedFeed? Read(ReadOnlySpan<byte> bytes, Encoding encoding, Uri? address)
    {
        var utf8 = Mend(bytes, encoding);
        var reader = new Utf8JsonReader(utf8, Options);
        var feed = new ParsedFeed(FeedFormat.Json, []);
        var items = new List<ParsedItem>();
        var flaws = new List<FeedFlaw>();
        var isFeed = false;
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = Text(ref reader);
                reader.Read();
                switch (name)
                {
                    case "version" when reader.TokenType == JsonTokenType.String:
                        isFeed |= Text(ref reader).Contains("jsonfeed", StringComparison.OrdinalIgnoreCase);
                        break;
                    case "title" when reader.TokenType == JsonTokenType.String:
                        feed = feed with { Title = HtmlText.OneLine(Text(ref reader)) };
                        break;
                    case "home_page_url" when reader.TokenType == JsonTokenType.String:
                        feed = feed with { Site = Resolve(Text(ref reader), address) };
                        break;
                    case "language" when reader.TokenType == JsonTokenType.String:
                        feed = feed with { Language = Text(ref reader) };
                        break;
                    case "items" when reader.TokenType == JsonTokenType.StartArray:
                        isFeed = true;
                        ReadItems(ref reader, items, flaws, address);
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }
        catch (JsonException)
        {
            flaws.Add(reader.BytesConsumed + 1 >= utf8.Length || reader.TokenType == JsonTokenType.None ? FeedFlaw.CutOff : FeedFlaw.Malformed);
        }

        return isFeed ? feed with { Items = items, Flaws = flaws } : null;
    }

    private static void ReadItems(ref Utf8JsonReader reader, List<ParsedItem> items, List<FeedFlaw> flaws, Uri? address)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            using var item = JsonDocument.ParseValue(ref reader);
            if (item.RootElement.ValueKind != JsonValueKind.Object)
                continue;
            if (items.Count >= FeedReading.MostItems)
            {
                flaws.Add(FeedFlaw.TooManyItems);
                throw new JsonException();
            }

            items.Add(ItemOf(item.RootElement, address));
        }
    }

    private static ParsedItem ItemOf(JsonElement item, Uri? address)
    {
        var html = String(item, "content_html");
        var plain = String(item, "summary") ?? (html is null ? String(item, "content_text") : null);
        return new ParsedItem
        {
            Id = String(item, "id"),
            Title = HtmlText.OneLine(String(item, "title") ?? ""),
            Link = Resolve(String(item, "url"), address) ?? Resolve(String(item, "external_url"), address) ?? Resolve(String(item, "id"), null),
            Summary = plain is not null ? new Markup(plain, IsHtml: false) : new Markup(html ?? "", IsHtml: true),
            Author = AuthorOf(item),
            Published = FeedDates.Read(String(item, "date_published")),
            Updated = FeedDates.Read(String(item, "date_modified")),
            Categories = [.. List(item, "tags").Select(TextOf).OfType<string>().Select(HtmlText.OneLine).Where(t => t.Length > 0).Distinct().Take(50)],
            Image = Resolve(String(item, "image") ?? String(item, "banner_image"), address),
        };
    }

    private static string? AuthorOf(JsonElement item)
    {
        var one = item.TryGetProperty("author", out var author) ? [author] : Array.Empty<JsonElement>();
        var names = List(item, "authors").Concat(one)
            .Select(a => a.ValueKind == JsonValueKind.Object ? String(a, "name") : TextOf(a))
            .OfType<string>().Select(HtmlText.OneLine).Where(name => name.Length > 0);
        var all = string.Join(", ", names.Distinct());
        return all.Length == 0 ? null : all;
    }

    private static JsonElement.ArrayEnumerator List(JsonElement item, string name) =>
        item.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string? String(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) ? TextOf(value) : null;

    /// <summary>The text of a string or a number; ids come as both.</summary>
    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String => value.GetString(),
        _ => null,
    };

    private static string Text(ref Utf8JsonReader reader) => reader.GetString() ?? "";

    /// <summary>
    /// The framework refuses a whole string for half a surrogate pair in it, or for bytes that are no UTF-8, so these are
    /// replaced beforehand.
    /// </summary>
    private static ReadOnlySpan<byte> Mend(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        var isWhole = Utf8.IsValid(bytes) && bytes.IndexOf("\\ud"u8) < 0 && bytes.IndexOf("\\uD"u8) < 0;
        return isWhole
            ? bytes
            : Encoding.UTF8.GetBytes(Escape().Replace(encoding.GetString(bytes), escape => escape.Groups["half"].Success ? @"\uFFFD" : escape.Value));
    }

    private static Uri? Resolve(string? written, Uri? address) => new Bases(address).Resolve(written);

    [GeneratedRegex(@"\\[^u]|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Escape();
}
