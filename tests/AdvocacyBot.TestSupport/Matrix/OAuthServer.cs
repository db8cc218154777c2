using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using OpenIddict.Validation;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace AdvocacyBot.TestSupport.Matrix;

/// <summary>
/// An OAuth 2.0 server for a Synapse without passwords, on OpenIddict: it registers clients, grants tokens by device code, refreshes
/// them, and tells Synapse whose they are.
/// </summary>
internal sealed class OAuthServer : IAsyncDisposable
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;
    private const string DevicePrefix = "urn:matrix:client:device:";
    private static readonly HttpClient Http = new();
    private readonly WebApplication app;
    private readonly string file;
    private readonly ConcurrentDictionary<string, (string User, string Device)> issued = new(StringComparer.Ordinal);
    private int refreshes;
    private string? confirmed;

    private OAuthServer(WebApplication app, Uri address, string file) => (this.app, Address, this.file) = (app, address, file);

    public Uri Address { get; }

    /// <summary>The name of whoever confirms the next code.</summary>
    public string User { get; set; } = "bot";

    /// <summary>How often tokens were refreshed.</summary>
    public int Refreshes => Volatile.Read(ref refreshes);

    /// <param name="lifetime">The lifetime of access tokens.</param>
    public static async Task<OAuthServer> StartAsync(TimeSpan lifetime)
    {
        var address = new Uri($"http://127.0.0.1:{Loopback.FreePort()}/");
        var file = Path.Combine(Path.GetTempPath(), $"advocacybot-oauth-{Guid.NewGuid():N}.db");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.ToString());
        builder.Services.AddDbContext<OAuthDb>(options => options.UseSqlite($"Data Source={file};Pooling=False").UseOpenIddict());
        builder.Services.AddAuthorization();
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<OAuthDb>())
            .AddServer(server =>
            {
                server.SetTokenEndpointUris("oauth2/token").SetDeviceAuthorizationEndpointUris("oauth2/device").SetEndUserVerificationEndpointUris("link");
                server.AllowDeviceAuthorizationFlow().AllowRefreshTokenFlow();
                server.DisableScopeValidation().IgnoreScopePermissions();
                server.SetAccessTokenLifetime(lifetime);
                server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
                server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler.UseInlineHandler(context =>
                {
                    context.Metadata["registration_endpoint"] = $"{address}oauth2/registration";
                    context.Metadata["account_management_uri"] = $"{address}account";
                    return default;
                }));
                server.UseAspNetCore().EnableTokenEndpointPassthrough().EnableEndUserVerificationEndpointPassthrough().DisableTransportSecurityRequirement();
            })
            .AddValidation(validation => validation.UseLocalServer());
        var app = builder.Build();
        var server = new OAuthServer(app, address, file);
        app.UseAuthentication();
        app.UseAuthorization();
        server.Map();
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<OAuthDb>().Database.EnsureCreatedAsync();
        await app.StartAsync();
        return server;
    }

    /// <summary>Makes an account in Synapse, as the authentication service of a homeserver does.</summary>
    public static Task ProvisionAsync(Synapse synapse, SynapseOptions options, string user) =>
        CallSynapseAsync(synapse, options, "provision_user", new JsonObject { ["localpart"] = user });

    /// <summary>Signs a person in without any ceremony.</summary>
    public async Task<MatrixHuman> SignInAsync(Synapse synapse, SynapseOptions options, string user)
    {
        await ProvisionAsync(synapse, options, user);
        var device = $"PHONE{Guid.NewGuid().ToString("N")[..8]}";
        await CallSynapseAsync(synapse, options, "upsert_device", new JsonObject { ["localpart"] = user, ["device_id"] = device });
        var token = Guid.NewGuid().ToString("N");
        issued[token] = (user, device);
        return new MatrixHuman(synapse.Address, $"@{user}:{Synapse.ServerName}") { Token = token };
    }

    /// <summary>Confirms a code, as a person does in a browser.</summary>
    public async Task ConfirmAsync(Synapse synapse, SynapseOptions options, string code)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("user_code", code)]);
        using var response = await Http.PostAsync(new Uri(Address, "link"), form);
        response.EnsureSuccessStatusCode();
        await CallSynapseAsync(synapse, options, "upsert_device", new JsonObject { ["localpart"] = User, ["device_id"] = confirmed });
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        File.Delete(file);
    }

    private static async Task CallSynapseAsync(Synapse synapse, SynapseOptions options, string endpoint, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(synapse.Address, $"_synapse/mas/{endpoint}")) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.AuthenticationSecret);
        using var response = await Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private void Map()
    {
        app.MapGet("/", () => "confirmed");
        app.MapPost("/oauth2/registration", RegisterAsync);
        app.MapPost("/link", (Delegate)VerifyAsync);
        app.MapPost("/oauth2/token", (Delegate)TokensAsync);
        app.MapPost("/oauth2/introspect", IntrospectAsync);
    }

    /// <seealso href="https://www.rfc-editor.org/rfc/rfc7591"/>
    private static async Task<IResult> RegisterAsync(HttpContext context, IOpenIddictApplicationManager applications)
    {
        var asked = (await JsonNode.ParseAsync(context.Request.Body))!;
        if ((string?)asked["client_name"] is not { Length: > 0 } name || (string?)asked["client_uri"] is not ['h', 't', 't', 'p', 's', ':', ..])
            return Results.BadRequest(new { error = "invalid_client_metadata" });

        var client = new OpenIddictApplicationDescriptor { ClientId = Guid.NewGuid().ToString("N"), ClientType = ClientTypes.Public, DisplayName = name };
        client.Permissions.UnionWith([Permissions.Endpoints.Token, Permissions.Endpoints.DeviceAuthorization]);
        client.Permissions.UnionWith(asked["grant_types"]!.AsArray().Select(grant => Permissions.Prefixes.GrantType + (string)grant!));
        await applications.CreateAsync(client);
        return Results.Json(new { client_id = client.ClientId }, statusCode: 201);
    }

    private async Task<IResult> VerifyAsync(HttpContext context)
    {
        var known = await context.AuthenticateAsync(Scheme);
        if (!known.Succeeded || known.Principal.GetClaim(Claims.ClientId) is null)
            return Results.BadRequest("unknown code");

        var scopes = known.Principal.GetScopes();
        var identity = new ClaimsIdentity("confirmed", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, User).SetScopes([.. scopes, Scopes.OfflineAccess]).SetDestinations(_ => [Destinations.AccessToken]);
        confirmed = DeviceIn(scopes);
        return Results.SignIn(new ClaimsPrincipal(identity), new AuthenticationProperties { RedirectUri = "/" }, Scheme);
    }

    private async Task<IResult> TokensAsync(HttpContext context)
    {
        if (context.GetOpenIddictServerRequest()!.IsRefreshTokenGrantType())
            Interlocked.Increment(ref refreshes);
        var known = await context.AuthenticateAsync(Scheme);
        return Results.SignIn(known.Principal!, null, Scheme);
    }

    /// <summary>What Synapse asks for each token that it does not know.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc7662"/>
    private async Task<IResult> IntrospectAsync(HttpContext context, IServiceProvider services)
    {
        var token = (string)(await context.Request.ReadFormAsync())["token"]!;
        if (issued.TryGetValue(token, out var person))
            return Active(person.User, person.Device, null);
        try
        {
            var principal = await services.GetRequiredService<OpenIddictValidationService>().ValidateAccessTokenAsync(token);
            var left = principal.GetExpirationDate()!.Value - DateTimeOffset.UtcNow;
            return Active(principal.GetClaim(Claims.Subject)!, DeviceIn(principal.GetScopes()), (int)Math.Max(1, left.TotalSeconds));
        }
        catch (OpenIddictExceptions.ProtocolException)
        {
            return Results.Json(new { active = false });
        }
    }

    private static IResult Active(string user, string device, int? expiresIn) => Results.Json(new JsonObject
    {
        ["active"] = true,
        ["username"] = user,
        ["scope"] = $"urn:matrix:client:api:* {DevicePrefix}{device}",
        ["expires_in"] = expiresIn,
    });

    private static string DeviceIn(IEnumerable<string> scopes) =>
        scopes.Where(s => s.StartsWith(DevicePrefix, StringComparison.Ordinal)).Select(s => s[DevicePrefix.Length..]).Single();
}

/// <summary>OpenIddict's own tables.</summary>
internal sealed class OAuthDb(DbContextOptions<OAuthDb> options) : DbContext(options);
