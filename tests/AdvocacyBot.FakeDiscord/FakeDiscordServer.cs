using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.FakeDiscord;

/// <summary>
/// A Discord server for tests, on loopback: REST and gateway, based on the documentation, including its limits and error
/// responses. Tests can inject faults.
/// </summary>
public sealed partial class FakeDiscordServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly GatewayHub hub;
    private readonly ChannelEndpoints channels;
    private readonly InteractionEndpoints interactions;
    private readonly RateLimiter limiter;
    private readonly SubLimits subLimits;
    private readonly RestPipeline rest;

    private FakeDiscordServer(FakeSettings settings, FakeWorld? world)
    {
        Settings = settings;
        World = world ?? new FakeWorld();
        hub = new GatewayHub(settings, World);
        limiter = new RateLimiter(settings);
        subLimits = new SubLimits(settings);
        var messages = new MessageEndpoints(settings, World, subLimits, hub.Dispatch);
        channels = new ChannelEndpoints(World, messages, hub.Dispatch);
        interactions = new InteractionEndpoints(settings, messages);
        var endpoints = new RestEndpoints(
            settings, World, channels, new GuildEndpoints(World), new CommandEndpoints(World), interactions,
            () => new Uri(Address, "/gateway").AsWebSocket(), () => (hub.Shards, hub.IdentifiesLeft));
        rest = new RestPipeline(settings, limiter, endpoints.Route);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        app = builder.Build();
        app.UseWebSockets();
        app.Map("/gateway", ConnectAsync);
        app.Map("/resume", ConnectAsync);
        app.Map("/api/v10/{**path}", rest.HandleAsync);
        app.MapGet("/ephemeral-attachments/{id}/{name}", Download);
    }

    public FakeSettings Settings { get; }

    public FakeWorld World { get; }

    /// <summary>The address it listens on.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>The value for <c>Discord:ApiBaseUrl</c>.</summary>
    public Uri ApiBaseUrl => new(Address, "/api/v10/");

    public int Identifies => hub.Identifies;

    /// <summary>The number of identifies that came before their group's pause was over.</summary>
    public int EarlyIdentifies => hub.EarlyIdentifies;

    /// <summary>Whether the latest gateway connection is compressed.</summary>
    public bool IsCompressed { get; private set; }

    public int Resumes => hub.Resumes;

    public int Connections => hub.Connections;

    /// <summary>The shards of a number that are connected now.</summary>
    public IReadOnlyList<int> ConnectedShards(int shards) => hub.ConnectedShards(shards);

    /// <summary>The number of requests refused by a rate limit, without injected refusals.</summary>
    public int Refused => limiter.Refused + subLimits.Refused;

    public int Requests => rest.Total;

    /// <summary>The number of responses that Discord counts as invalid requests.</summary>
    public int Invalid => rest.Invalid;

    /// <summary>Chooses a fault for each request.</summary>
    public RestFaultPlan? RestFaults
    {
        get => rest.Faults;
        set => rest.Faults = value;
    }

    public static async Task<FakeDiscordServer> StartAsync(FakeSettings? settings = null, FakeWorld? world = null)
    {
        var server = new FakeDiscordServer(settings ?? new FakeSettings(), world);
        await server.app.StartAsync();
        server.Address = server.World.Address = new Uri(server.app.Urls.First());
        server.hub.ResumeUrl = new Uri(server.Address, "/resume").AsWebSocket();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in hub.OpenConnections)
            peer.Abort();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private IResult Download(string id)
    {
        lock (World.Gate)
        {
            if (!World.Uploads.TryGetValue(id, out var upload) || upload.IsExpired)
                return Results.NotFound();
            upload.Downloads++;
            return Results.Bytes(upload.Content, upload.MediaType);
        }
    }

    private async Task ConnectAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || context.Request.Query["v"] != "10" || context.Request.Query["encoding"] != "json")
        {
            context.Response.StatusCode = 400;
            return;
        }

        IsCompressed = context.Request.Query["compress"] == "zlib-stream";
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var peer = new GatewayPeer(Settings, hub, socket, IsCompressed, context.Abort);
        await peer.RunAsync();
    }
}

internal static class UriExtensions
{
    public static Uri AsWebSocket(this Uri http) => new UriBuilder(http) { Scheme = "ws" }.Uri;
}
