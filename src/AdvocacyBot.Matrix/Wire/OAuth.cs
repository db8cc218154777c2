namespace AdvocacyBot.Matrix.Wire;

/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#get_matrixclientv1auth_metadata"/>
internal sealed record OAuthServer(
    string? Issuer, string? TokenEndpoint, string? RegistrationEndpoint, string? DeviceAuthorizationEndpoint, List<string>? GrantTypesSupported = null);

/// <seealso href="https://www.rfc-editor.org/rfc/rfc7591#section-3.2.1"/>
internal sealed record OAuthClient(string ClientId);

/// <param name="Interval">Seconds between two requests for the tokens.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8628#section-3.2"/>
internal sealed record DeviceAuthorization(
    string DeviceCode, string UserCode, string VerificationUri, int ExpiresIn, string? VerificationUriComplete = null, int Interval = 5);

/// <seealso href="https://www.rfc-editor.org/rfc/rfc6749#section-5.1"/>
internal sealed record OAuthTokens(string AccessToken, string? RefreshToken = null);
