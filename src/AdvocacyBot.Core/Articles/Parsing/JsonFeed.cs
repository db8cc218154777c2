using System.Text.Json;
using System.Text.RegularExpressions;

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
    public static ParsedFeed? Read(ReadOnlySpan<byte> utf8, Uri? address)
    {
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
    private static string? TextOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
            return value.GetRawText();
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return Mended(value.GetRawText());
        }
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>Half a surrogate pair, escaped, or bytes that are no UTF-8: the framework refuses the whole string for it.</summary>
    private static string Mended(string raw)
    {
        try
        {
            return JsonSerializer.Deserialize(Surrogate().Replace(raw, @"\uFFFD"), StringJson.Default.String) ?? "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static Uri? Resolve(string? written, Uri? address) => new Bases(address).Resolve(written);

    [GeneratedRegex(@"\\u[dD][89a-fA-F][0-9a-fA-F]{2}", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Surrogate();

    [System.Text.Json.Serialization.JsonSerializable(typeof(string))]
    private sealed partial class StringJson : System.Text.Json.Serialization.JsonSerializerContext;
}
