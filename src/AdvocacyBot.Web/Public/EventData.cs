using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AdvocacyBot.Core.Mobilizations.Public;

namespace AdvocacyBot.Web.Public;

/// <summary>An action in the words of schema.org, so that other programs understand the page. https://schema.org/Event</summary>
internal static class EventData
{
    public static string Write(PublicAction action, Uri address)
    {
        var data = new EventDocument(action.Title, Instant(action.StartsAt), action.HasEnd ? Instant(action.EndsAt) : null, address.AbsoluteUri, new PlaceDocument(action.Place))
        {
            Description = action.Details,
            EventStatus = action switch
            {
                { State: PublicActionState.Cancelled } => "https://schema.org/EventCancelled",
                { FormerStartsAt: not null } => "https://schema.org/EventRescheduled",
                _ => "https://schema.org/EventScheduled",
            },
        };
        // The serializer escapes what would end the script element.
        return JsonSerializer.Serialize(data, EventDataJson.Default.EventDocument);
    }

    private static string Instant(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

internal sealed record EventDocument(string Name, string StartDate, string? EndDate, string Url, PlaceDocument Location)
{
    [JsonPropertyName("@context")]
    public string Context => "https://schema.org";

    [JsonPropertyName("@type")]
    public string Type => "Event";

    public string? Description { get; init; }

    public required string EventStatus { get; init; }
}

internal sealed record PlaceDocument(string Name)
{
    [JsonPropertyName("@type")]
    public string Type => "Place";
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventDocument))]
internal sealed partial class EventDataJson : JsonSerializerContext;
