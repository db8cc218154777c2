using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.SignIn;

/// <summary>The requests to a homeserver's OAuth 2.0 server. None of them carries the session's access token.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#oauth-20-api"/>
internal sealed class OAuthApi(MatrixHttp http, MatrixTiming timing)
{
    private const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";
    private const string ClientUri = "https://advocacybot.org/";

    /// <summary>The homeserver's OAuth 2.0 server; null if it has none at which a program can sign in by device code.</summary>
    public async Task<OAuthServer?> FindAsync(CancellationToken ct)
    {
        foreach (var path in new[] { "_matrix/client/v1/auth_metadata", "_matrix/client/unstable/org.matrix.msc2965/auth_metadata" })
        {
            try
            {
                var server = await http.SendWithoutTokenAsync(
                    HttpMethod.Get, path, "auth_metadata", MatrixJson.Default.OAuthServer, null, timing.RequestTimeout, ct);
                return server is { RegistrationEndpoint: not null, DeviceAuthorizationEndpoint: not null, TokenEndpoint: not null }
                    && server.GrantTypesSupported?.Contains(DeviceGrant) != false ? server : null;
            }
            catch (MatrixException e) when (!e.IsTransient)
            {
                // Not supported at this path.
            }
        }

        return null;
    }

    /// <summary>Registers the bot as a client.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc7591"/>
    public async Task<OAuthRegistration> RegisterAsync(OAuthServer server, string name, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["client_name"] = name,
            ["client_uri"] = ClientUri,
            ["application_type"] = "native",
            ["grant_types"] = new JsonArray(DeviceGrant, "refresh_token"),
            ["response_types"] = new JsonArray(),
            ["token_endpoint_auth_method"] = "none",
        };
        var client = await http.SendWithoutTokenAsync(
            HttpMethod.Post, Checked(server.RegistrationEndpoint!), "register", MatrixJson.Default.OAuthClient, RequestBody.Json(body), timing.RequestTimeout, ct);
        return new OAuthRegistration(client.ClientId, server.TokenEndpoint!);
    }

    /// <summary>Requests a code that a person confirms in a browser.</summary>
    /// <param name="device">The Matrix device to sign in as.</param>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc8628"/>
    public Task<DeviceAuthorization> AuthorizeAsync(OAuthServer server, OAuthRegistration client, string device, CancellationToken ct) =>
        http.SendWithoutTokenAsync(
            HttpMethod.Post, Checked(server.DeviceAuthorizationEndpoint!), "device_authorization", MatrixJson.Default.DeviceAuthorization,
            RequestBody.Form(("client_id", client.Id), ("scope", $"urn:matrix:client:api:* urn:matrix:client:device:{device}")), timing.RequestTimeout, ct);

    /// <exception cref="MatrixException">Its code is <c>authorization_pending</c> or <c>slow_down</c> until somebody has confirmed the code.</exception>
    public Task<OAuthTokens> RedeemAsync(OAuthRegistration client, string deviceCode, CancellationToken ct) =>
        RequestTokensAsync(client, ct, ("grant_type", DeviceGrant), ("device_code", deviceCode));

    public Task<OAuthTokens> RefreshAsync(OAuthRegistration client, string refreshToken, CancellationToken ct) =>
        RequestTokensAsync(client, ct, ("grant_type", "refresh_token"), ("refresh_token", refreshToken));

    private Task<OAuthTokens> RequestTokensAsync(OAuthRegistration client, CancellationToken ct, params (string Name, string Value)[] form) =>
        http.SendWithoutTokenAsync(
            HttpMethod.Post, Checked(client.TokenEndpoint), "token", MatrixJson.Default.OAuthTokens,
            RequestBody.Form([("client_id", client.Id), .. form]), timing.RequestTimeout, ct);

    /// <summary>Refuses endpoints without TLS, which would disclose tokens, unless the homeserver itself has none.</summary>
    private string Checked(string endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == http.Base.Scheme)
            ? endpoint
            : throw new MatrixException("auth_metadata", System.Net.HttpStatusCode.BadRequest, "insecure_endpoint");
}
