using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using AdvocacyBot.Core.Articles.Dates;
using AdvocacyBot.Core.Articles.Html;
using NodaTime;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>
/// Reads JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), item by item, and keeps the items before an error.
/// </summary>
internal static partial class JsonFeed
{
    private static readonly JsonReaderOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
    };

    /// <returns>Null if it is not a feed.</returns>
    public static ParsedFeed? Read(ReadOnlySpan<byte> bytes, Encoding encoding, Uri? address, DateTimeZone? zone)
    {
        var utf8 = Repaired(bytes, encoding);
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
                    case "feed_url" when reader.TokenType == JsonTokenType.String:
                        feed = feed with { Self = Resolve(Text(ref reader), address) };
                        break;
                    case "hubs" when reader.TokenType == JsonTokenType.StartArray:
                        feed = feed with { Hub = HubOf(ref reader, address) };
                        break;
                    case "home_page_url" when reader.TokenType == JsonTokenType.String:
                        feed = feed with { Site = Resolve(Text(ref reader), address) };
                        break;
                    case "language" when reader.TokenType == JsonTokenType.String:
                        feed = feed with { Language = Text(ref reader) };
                        break;
                    case "items" when reader.TokenType == JsonTokenType.StartArray:
                        isFeed = true;
                        ReadItems(ref reader, items, flaws, new ItemReading(address ?? feed.Self ?? feed.Site, new DateReading(ItemList.IsDayFirst(feed.Language), zone)));
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

    private static void ReadItems(ref Utf8JsonReader reader, List<ParsedItem> items, List<FeedFlaw> flaws, ItemReading reading)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            using var item = JsonDocument.ParseValue(ref reader);
            if (item.RootElement.ValueKind != JsonValueKind.Object)
                continue;
            if (items.Count >= FeedReading.MaxItems)
            {
                flaws.Add(FeedFlaw.TooManyItems);
                throw new JsonException();
            }

            items.Add(reading.ItemOf(item.RootElement));
        }
    }

    private static Uri? HubOf(ref Utf8JsonReader reader, Uri? address)
    {
        using var hubs = JsonDocument.ParseValue(ref reader);
        return hubs.RootElement.EnumerateArray()
            .Where(hub => hub.ValueKind == JsonValueKind.Object && String(hub, "type")?.Equals("rssCloud", StringComparison.OrdinalIgnoreCase) != true)
            .Select(hub => Resolve(String(hub, "url"), address)).FirstOrDefault(hub => hub is not null);
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
    /// The framework rejects a whole string for half a surrogate pair or for bytes that are not UTF-8, so these are replaced first.
    /// </summary>
    private static ReadOnlySpan<byte> Repaired(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        var isWhole = Utf8.IsValid(bytes) && bytes.IndexOf("\\ud"u8) < 0 && bytes.IndexOf("\\uD"u8) < 0;
        return isWhole
            ? bytes
            : Encoding.UTF8.GetBytes(Escape().Replace(encoding.GetString(bytes), escape => escape.Groups["half"].Success ? @"\uFFFD" : escape.Value));
    }

    private static Uri? Resolve(string? written, Uri? address) => new Bases(address).Resolve(written);

    [GeneratedRegex(@"\\[^u]|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, -1)]
    private static partial Regex Escape();

    /// <summary>Reads items, with what they share.</summary>
    private sealed record ItemReading(Uri? Address, DateReading Dates)
    {
        public ParsedItem ItemOf(JsonElement item)
        {
            var html = String(item, "content_html");
            var plain = String(item, "summary") ?? (html is null ? String(item, "content_text") : null);
            var pictures = new PictureChoice();
            pictures.Add(Resolve(String(item, "image"), Address), PictureKind.Lead);
            pictures.Add(Resolve(String(item, "banner_image"), Address), PictureKind.Thumbnail);
            var media = Attached(item, pictures);
            var content = new Markup(html ?? "", IsHtml: true);
            pictures.AddFrom(content, new Bases(Address));
            var updated = FeedDates.Read(String(item, "date_modified"), Dates);
            return new ParsedItem
            {
                Id = String(item, "id"),
                Title = HtmlText.Line(new Markup(String(item, "title") ?? "", IsHtml: false)),
                Link = Resolve(String(item, "url"), Address) ?? Resolve(String(item, "external_url"), Address) ?? Resolve(String(item, "id"), null) ?? media?.Address,
                Summary = plain is not null ? new Markup(plain, IsHtml: false) : content,
                Content = content,
                Author = AuthorOf(item),
                Published = FeedDates.Read(String(item, "date_published"), Dates) ?? updated,
                Updated = updated,
                Categories = [.. List(item, "tags").Select(TextOf).OfType<string>().Select(HtmlText.OneLine).Where(t => t.Length > 0).Distinct().Take(50)],
                Picture = pictures.Best?.Address,
                PictureText = pictures.Best?.Text,
                Media = media,
            };
        }

        /// <summary>The first audio or video file; pictures become candidates.</summary>
        private MediaFile? Attached(JsonElement item, PictureChoice pictures)
        {
            MediaFile? media = null;
            foreach (var file in List(item, "attachments").Where(file => file.ValueKind == JsonValueKind.Object))
            {
                if (Resolve(String(file, "url"), Address) is not { } address)
                    continue;
                switch (MediaFiles.OfType(String(file, "mime_type")) ?? MediaFiles.OfEnding(address))
                {
                    case MediaKind.Picture:
                        pictures.Add(address, PictureKind.Lead);
                        break;
                    case (MediaKind.Audio or MediaKind.Video) and var kind:
                        media ??= new MediaFile(address, kind == MediaKind.Video, MediaFiles.Length(String(file, "duration_in_seconds")));
                        break;
                }
            }

            return media;
        }
    }
}
