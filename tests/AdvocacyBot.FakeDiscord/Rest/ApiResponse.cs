using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>The response to a request.</summary>
internal sealed record ApiResponse(int Status, JsonNode? Body = null)
{
    public static readonly ApiResponse Nothing = new(204);

    /// <summary>For status 429: how long to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>For status 429: "user", "shared" or "global".</summary>
    public string? Scope { get; init; }

    public static ApiResponse Ok(JsonNode body) => new(200, body);

    /// <summary>https://docs.discord.com/developers/topics/opcodes-and-status-codes#json</summary>
    public static ApiResponse Error(int status, int code, string message) =>
        new(status, new JsonObject { ["code"] = code, ["message"] = message });

    public static ApiResponse Invalid(IReadOnlyList<string> problems) =>
        Error(400, 50035, "Invalid Form Body: " + string.Join("; ", problems));

    public static ApiResponse Unknown(int code) => Error(404, code, "Unknown");

    /// <summary>https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit-rate-limit-response-structure</summary>
    /// <param name="wait">How long to wait.</param>
    /// <param name="scope">"user", "shared" or "global".</param>
    /// <param name="code">The error code of a limit that is not in the headers.</param>
    public static ApiResponse Limited(TimeSpan wait, string scope, int? code = null)
    {
        var body = new JsonObject { ["message"] = "You are being rate limited.", ["retry_after"] = wait.TotalSeconds, ["global"] = scope == "global" };
        if (code is not null)
            body["code"] = code;
        return new ApiResponse(429, body) { RetryAfter = wait, Scope = scope };
    }
}

/// <summary>A request with its parsed body.</summary>
internal sealed record ApiRequest(string Method, string[] Path, JsonNode? Body, IReadOnlyDictionary<string, string> Query)
{
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>();

    public JsonObject Form => Body as JsonObject ?? [];
}
