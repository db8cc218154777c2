using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>Extracts the visible text and the components from a message's JSON.</summary>
internal static class MessageText
{
    public static string Of(JsonObject body)
    {
        var words = new List<string?> { Text(body, "content") };
        foreach (var embed in body["embeds"] as JsonArray ?? [])
        {
            words.Add(Text(embed, "title"));
            words.Add(Text(embed, "description"));
            foreach (var field in embed!["fields"] as JsonArray ?? [])
            {
                words.Add(Text(field, "name"));
                words.Add(Text(field, "value"));
            }

            words.Add(Text(embed["footer"], "text"));
        }

        return string.Join('\n', words.Where(w => !string.IsNullOrEmpty(w)));
    }

    public static IReadOnlyList<JsonObject> Buttons(JsonObject body) =>
        [.. (body["components"] as JsonArray ?? []).SelectMany(row => row!["components"] as JsonArray ?? []).Select(c => c!.AsObject())];

    public static string? Text(JsonNode? node, string name) => node?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
