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

        // Text displays carry the text of a message with components v2.
        words.AddRange(All(body).Where(c => (int?)c["type"] == 10).Select(c => Text(c, "content")));
        return string.Join('\n', words.Where(w => !string.IsNullOrEmpty(w)));
    }

    /// <summary>All components at any depth, in order.</summary>
    public static IEnumerable<JsonObject> All(JsonObject body) =>
        (body["components"] as JsonArray ?? []).SelectMany(c => SelfAndDescendants(c!.AsObject()));

    /// <summary>All buttons and select menus, in order.</summary>
    public static IReadOnlyList<JsonObject> Interactive(JsonObject body) => [.. All(body).Where(c => c["custom_id"] is not null)];

    public static string? Text(JsonNode? node, string name) => node?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static IEnumerable<JsonObject> SelfAndDescendants(JsonObject component)
    {
        yield return component;
        var children = (component["components"] as JsonArray ?? []).Append(component["accessory"]).Append(component["component"]);
        foreach (var child in children.OfType<JsonObject>())
        {
            foreach (var descendant in SelfAndDescendants(child))
                yield return descendant;
        }
    }
}
