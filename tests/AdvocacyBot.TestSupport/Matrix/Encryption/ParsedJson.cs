using System.Text.Json;
using System.Text.Json.Nodes;

namespace AdvocacyBot.TestSupport.Matrix.Encryption;

/// <summary>JSON as the bot receives it: parsed, and independent of its document.</summary>
internal static class ParsedJson
{
    public static JsonElement Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static JsonElement Of(JsonNode json) => Of(json.ToJsonString());
}
