using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdvocacyBot.Discord.Wire;

/// <summary>Source-generated JSON for all wire types. Unknown fields are ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(GatewayPacket))]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(Ready))]
[JsonSerializable(typeof(HeartbeatPacket))]
[JsonSerializable(typeof(IdentifyPacket))]
[JsonSerializable(typeof(ResumePacket))]
[JsonSerializable(typeof(GatewayBot))]
[JsonSerializable(typeof(Guild))]
[JsonSerializable(typeof(RoleChange))]
[JsonSerializable(typeof(Channel))]
[JsonSerializable(typeof(Member))]
[JsonSerializable(typeof(Application))]
[JsonSerializable(typeof(ThreadList))]
[JsonSerializable(typeof(CreateDirect))]
[JsonSerializable(typeof(MessagePayload))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(PostedMessage))]
[JsonSerializable(typeof(ThreadChange))]
[JsonSerializable(typeof(NewThread))]
[JsonSerializable(typeof(IReadOnlyList<Message>))]
[JsonSerializable(typeof(IReadOnlyList<Guild>))]
[JsonSerializable(typeof(ForumPost))]
[JsonSerializable(typeof(StartedThread))]
[JsonSerializable(typeof(Interaction))]
[JsonSerializable(typeof(EventAuthor))]
[JsonSerializable(typeof(MessageCallback))]
[JsonSerializable(typeof(DeferralCallback))]
[JsonSerializable(typeof(AutocompleteCallback))]
[JsonSerializable(typeof(ModalCallback))]
[JsonSerializable(typeof(CallbackResponse))]
[JsonSerializable(typeof(IReadOnlyList<ApplicationCommand>))]
[JsonSerializable(typeof(ScheduledEventPayload))]
[JsonSerializable(typeof(ScheduledEvent))]
[JsonSerializable(typeof(IReadOnlyList<ScheduledEvent>))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(LimitBody))]
internal sealed partial class DiscordJson : JsonSerializerContext
{
    /// <summary>Reads a packet's data, or null if it is malformed.</summary>
    public static T? Read<T>(JsonElement data, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return data.ValueKind == JsonValueKind.Undefined ? null : data.Deserialize(type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
