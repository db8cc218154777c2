using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>The response to a request.</summary>
internal sealed record ApiResponse(int Status, JsonNode? Body = null)
{
    public static readonly ApiResponse Nothing = new(204);

    public static ApiResponse Ok(JsonNode body) => new(200, body);

    /// <summary>https://docs.discord.com/developers/topics/opcodes-and-status-codes#json</summary>
    public static ApiResponse Error(int status, int code, string message) =>
        new(status, new JsonObject { ["code"] = code, ["message"] = message });

    public static ApiResponse Invalid(IReadOnlyList<string> problems) =>
        Error(400, 50035, "Invalid Form Body: " + string.Join("; ", problems));
}

/// <summary>A request with its parsed body.</summary>
internal sealed record ApiRequest(string Method, string[] Path, JsonNode? Body, IReadOnlyDictionary<string, string> Query)
{
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    public JsonObject Form => Body as JsonObject ?? [];
}
