using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdvocacyBot.Matrix.Wire;

/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#put_matrixclientv3roomsroomidsendeventtypetxnid"/>
internal sealed record SentEvent(string EventId);

/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3createroom"/>
internal sealed record RoomIdResponse(string RoomId);

/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3roomsroomidjoined_members"/>
internal sealed record JoinedMembers(Dictionary<string, JsonElement>? Joined);

/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3joined_rooms"/>
internal sealed record JoinedRooms([property: JsonPropertyName("joined_rooms")] List<string>? Rooms);

/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixmediav3upload"/>
internal sealed record Uploaded(string ContentUri);
