using System.Text.Json.Serialization;

namespace AdvocacyBot.Core.Articles.Requests;

/// <summary>What one feed's requests carry besides the usual headers. Contains secrets: never shown, logged or exported.</summary>
public sealed record RequestSettings
{
    public const int MaxHeaders = 5;

    public static RequestSettings None { get; } = new();

    /// <summary>Sent instead of the bot's own; null for the bot's own.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The user name of HTTP's basic authentication; null for none.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Further headers by their names.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    [JsonIgnore]
    public bool IsEmpty => UserAgent is null && User is null && Headers.Count == 0;

    /// <summary>Without the secrets.</summary>
    public override string ToString() => "(redacted)";

    /// <summary>Adds a header, or takes its place.</summary>
    public RequestSettings With(string name, string value) => this with
    {
        Headers = Without(name).Headers.Append(new(name, value)).ToDictionary(StringComparer.OrdinalIgnoreCase),
    };

    public RequestSettings Without(string name) => this with
    {
        Headers = Headers.Where(header => !header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).ToDictionary(StringComparer.OrdinalIgnoreCase),
    };
}

[JsonSerializable(typeof(RequestSettings))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class RequestJson : JsonSerializerContext;
