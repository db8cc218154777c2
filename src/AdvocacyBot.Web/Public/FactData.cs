using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AdvocacyBot.Core.Facts.Public;

namespace AdvocacyBot.Web.Public;

/// <summary>A fact in the forms in which others cite it: schema.org's Claim (https://schema.org/Claim) and BibTeX. Pure.</summary>
internal static class FactData
{
    /// <summary>JSON-LD; the serializer escapes what would end a script element.</summary>
    public static string Write(PublicFact fact, Uri address) => JsonSerializer.Serialize(
        new ClaimDocument(fact.Id, fact.Statement, address.AbsoluteUri, [.. fact.Sources.Select(s => new WorkDocument(s.Title ?? s.Publisher, s.Url, s.Published, new PublisherDocument(s.Publisher)))]),
        FactDataJson.Default.ClaimDocument);

    /// <summary>One line: statement, source and address.</summary>
    public static string Cite(PublicFact fact, Uri address)
    {
        var source = fact.Sources.Count > 0 ? fact.Sources[0] : null;
        string?[] parts = [source?.Publisher, source?.Title, source?.Published, fact.Statement, address.AbsoluteUri];
        return string.Join(". ", parts.Where(part => !string.IsNullOrEmpty(part)).Select(part => part!.TrimEnd('.')));
    }

    public static string BibTeX(PublicFact fact, Uri address)
    {
        var source = fact.Sources.Count > 0 ? fact.Sources[0] : null;
        var text = new StringBuilder().Append("@misc{").Append(fact.Id).Append(",\n");
        Field("title", fact.Statement);
        Field("author", source is null ? null : $"{{{Escape(source.Publisher)}}}", isEscaped: true);
        Field("year", source?.Published is { Length: >= 4 } date ? date[..4] : null);
        Field("note", source?.Title);
        Field("howpublished", source?.Url);
        Field("url", address.AbsoluteUri);
        return text.Append('}').ToString();

        void Field(string name, string? value, bool isEscaped = false)
        {
            if (value is not null)
                text.Append("  ").Append(name).Append(" = {").Append(isEscaped ? value : Escape(value)).Append("},\n");
        }
    }

    /// <summary>Without characters that mean something to TeX.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is '&' or '%' or '$' or '#' or '_')
                escaped.Append('\\');
            if (letter is not ('{' or '}' or '\\' or '\n'))
                escaped.Append(letter);
        }

        return escaped.ToString();
    }
}

internal sealed record ClaimDocument(string Identifier, string Text, string Url, IReadOnlyList<WorkDocument> Appearance)
{
    [JsonPropertyName("@context")]
    public string Context => "https://schema.org";

    [JsonPropertyName("@type")]
    public string Type => "Claim";
}

internal sealed record WorkDocument(string Name, string? Url, string? DatePublished, PublisherDocument Publisher)
{
    [JsonPropertyName("@type")]
    public string Type => "CreativeWork";
}

internal sealed record PublisherDocument(string Name)
{
    [JsonPropertyName("@type")]
    public string Type => "Organization";
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClaimDocument))]
internal sealed partial class FactDataJson : JsonSerializerContext;
