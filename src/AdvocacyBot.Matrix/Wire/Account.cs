using System.Text.Json.Serialization;

namespace AdvocacyBot.Matrix.Wire;

/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3login"/>
internal sealed record LoginFlows(List<LoginFlow>? Flows);

internal sealed record LoginFlow(string? Type);

/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3login"/>
internal sealed record LoginResponse(string UserId, string AccessToken, string DeviceId, string? RefreshToken = null, long? ExpiresInMs = null);

/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3refresh"/>
internal sealed record RefreshResponse(string AccessToken, string? RefreshToken = null, long? ExpiresInMs = null);

/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3accountwhoami"/>
internal sealed record WhoAmI(string UserId, string? DeviceId = null);

/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#post_matrixclientv3useruseridfilter"/>
internal sealed record FilterResponse(string FilterId);

/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientversions"/>
internal sealed record Versions([property: JsonPropertyName("versions")] List<string>? Supported);

/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#getwell-knownmatrixclient"/>
internal sealed record WellKnown([property: JsonPropertyName("m.homeserver")] WellKnownHomeserver? Homeserver);

internal sealed record WellKnownHomeserver(string? BaseUrl);

/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv3profileuserid"/>
internal sealed record Profile(string? Displayname, string? AvatarUrl);
