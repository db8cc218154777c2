using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>What a request is answered with.</summary>
internal sealed record Answer(int Status, JsonNode? Body = null)
{
    public static readonly Answer Nothing = new(204);

    public static Answer Ok(JsonNode body) => new(200, body);

    /// <summary>https://docs.discord.com/developers/topics/opcodes-and-status-codes#json</summary>
    public static Answer Error(int status, int code, string message) =>
        new(status, new JsonObject { ["code"] = code, ["message"] = message });

    public static Answer Invalid(IReadOnlyList<string> problems) =>
        Error(400, 50035, "Invalid Form Body: " + string.Join("; ", problems));
}

/// <summary>A request with its body read.</summary>
internal sealed record Call(string Method, string[] Path, JsonNode? Body, IReadOnlyDictionary<string, string> Query)
{
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    public JsonObject Form => Body as JsonObject ?? [];
}
