using System.Text.Json;
using System.Text.Json.Serialization;
using AdvocacyBot.Matrix.Memory;

namespace AdvocacyBot.Matrix.Wire;

/// <summary>
/// How JSON is read. Whoever sends an event may nest it as deep as 64 KiB allow, which must not make the rest unreadable; the
/// reader keeps a bit for each level and does not recurse.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 40_000)]
[JsonSerializable(typeof(SyncResponse))]
[JsonSerializable(typeof(MessagesPage))]
[JsonSerializable(typeof(RelationsPage))]
[JsonSerializable(typeof(LoginResponse))]
[JsonSerializable(typeof(WhoAmI))]
[JsonSerializable(typeof(FilterResponse))]
[JsonSerializable(typeof(Versions))]
[JsonSerializable(typeof(WellKnown))]
[JsonSerializable(typeof(Profile))]
[JsonSerializable(typeof(SentEvent))]
[JsonSerializable(typeof(RoomMade))]
[JsonSerializable(typeof(JoinedMembers))]
[JsonSerializable(typeof(JoinedRooms))]
[JsonSerializable(typeof(Uploaded))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(Position))]
[JsonSerializable(typeof(Remembered))]
[JsonSerializable(typeof(StoredSession))]
internal sealed partial class MatrixJson : JsonSerializerContext;
