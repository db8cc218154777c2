using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>What <c>feeds parse</c> prints of one document, a line of JSON for each.</summary>
public static class FeedReport
{
    /// <summary>Reads a document and reports it, or says why it holds no feed. Throws nothing.</summary>
    /// <param name="file">The document's name, for the report alone.</param>
    /// <param name="bytes">The document.</param>
    /// <param name="contentType">As a server would give it.</param>
    /// <param name="address">From which relative links lead.</param>
    public static FileReport Of(string file, ReadOnlyMemory<byte> bytes, string? contentType = null, Uri? address = null)
    {
        try
        {
            var feed = FeedParser.Parse(bytes, contentType, address);
            return new FileReport(file)
            {
                Format = feed.Format.ToString().ToLowerInvariant(),
                Title = feed.Title,
                Items = [.. feed.Items.Select(Of)],
                Problems = [.. feed.Flaws.Select(flaw => ArticleTexts.All[Languages.Language.English, $"check.flaw.{flaw}"])],
            };
        }
        catch (UnreadableFeedException e)
        {
            return new FileReport(file) { Error = FeedProblems.Of(e.Reason).In(Languages.Language.English) };
        }
    }

    /// <summary>One line of JSON.</summary>
    public static string ToJson(FileReport report) => JsonSerializer.Serialize(report, FeedReportJson.Default.FileReport);

    private static ItemReport Of(ParsedItem item) => new(
        item.Id ?? item.Link?.AbsoluteUri ?? Sameness.ContentOf(item),
        item.Title,
        item.Link?.AbsoluteUri,
        item.Published,
        HtmlText.Line(item.Summary),
        item.Categories);
}

/// <summary>A document's report: what it holds, or why it holds nothing.</summary>
/// <param name="File">The document's name.</param>
public sealed record FileReport(string File)
{
    public string? Format { get; init; }

    public string? Title { get; init; }

    public IReadOnlyList<ItemReport>? Items { get; init; }

    public IReadOnlyList<string>? Problems { get; init; }

    public string? Error { get; init; }
}

/// <summary>One item of a report.</summary>
/// <param name="Key">The publisher's id, else the link, else a digest of the words.</param>
public sealed record ItemReport(
    string Key,
    string Title,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Link,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTime? Published,
    string Summary,
    IReadOnlyList<string> Categories);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FileReport))]
internal sealed partial class FeedReportJson : JsonSerializerContext;
