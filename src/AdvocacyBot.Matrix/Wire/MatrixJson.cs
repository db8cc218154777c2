using System.Text.Json;
using System.Text.Json.Serialization;
using AdvocacyBot.Matrix.EndToEnd;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.State;

namespace AdvocacyBot.Matrix.Wire;

/// <summary>
/// JSON settings. The depth limit is far above the default because a sender may nest an event as deeply as 64 KiB permit, which
/// must not make the rest of a sync unreadable; the reader does not recurse.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 40_000)]
[JsonSerializable(typeof(SyncResponse))]
[JsonSerializable(typeof(MessagesPage))]
[JsonSerializable(typeof(RelationsPage))]
[JsonSerializable(typeof(LoginFlows))]
[JsonSerializable(typeof(LoginResponse))]
[JsonSerializable(typeof(RefreshResponse))]
[JsonSerializable(typeof(WhoAmI))]
[JsonSerializable(typeof(FilterResponse))]
[JsonSerializable(typeof(Versions))]
[JsonSerializable(typeof(WellKnown))]
[JsonSerializable(typeof(Profile))]
[JsonSerializable(typeof(SentEvent))]
[JsonSerializable(typeof(RoomIdResponse))]
[JsonSerializable(typeof(JoinedMembers))]
[JsonSerializable(typeof(JoinedRooms))]
[JsonSerializable(typeof(Uploaded))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(SyncPosition))]
[JsonSerializable(typeof(MatrixState))]
[JsonSerializable(typeof(SyncKeys))]
[JsonSerializable(typeof(KeyOwner))]
[JsonSerializable(typeof(Offer))]
[JsonSerializable(typeof(StoredSession))]
[JsonSerializable(typeof(Tokens))]
[JsonSerializable(typeof(OAuthServer))]
[JsonSerializable(typeof(OAuthClient))]
[JsonSerializable(typeof(DeviceAuthorization))]
[JsonSerializable(typeof(OAuthTokens))]
internal sealed partial class MatrixJson : JsonSerializerContext;
