using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdvocacyBot.Core.Chat;

/// <summary>A <see cref="Reply"/> as it waits in the database between the transaction that caused it and its sending.</summary>
public static class ReplyJson
{
    public static string Write(Reply reply) => JsonSerializer.Serialize(reply, ReplyJsonContext.Default.Reply);

    /// <exception cref="JsonException">The text is not a reply.</exception>
    public static Reply Read(string json) =>
        JsonSerializer.Deserialize(json, ReplyJsonContext.Default.Reply) ?? throw new JsonException("A reply is never null.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Reply))]
internal sealed partial class ReplyJsonContext : JsonSerializerContext;
