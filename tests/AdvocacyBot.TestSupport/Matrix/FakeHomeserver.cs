using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.TestSupport.Matrix;

/// <summary>
/// A homeserver of one room, for what a real one cannot be made to do. It keeps its events in a list, remembers transaction ids,
/// and lets a test spoil any request before or after its effect.
/// </summary>
internal sealed class FakeHomeserver : IAsyncDisposable
{
    public const string Room = "!room:fake";
    public const string Bot = "@bot:fake";
    private readonly WebApplication app;
    private readonly Lock gate = new();
    private readonly List<JsonObject> events = [];
    private readonly Dictionary<string, string> transactions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> calls = new(StringComparer.Ordinal);

    private FakeHomeserver(WebApplication app) => this.app = app;

    public Uri Address => new(app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Called with the endpoint's name before a request has its effect; gives an answer to spoil it.</summary>
    public Func<string, int, IResult?>? Before { get; set; }

    /// <summary>The same after the effect.</summary>
    public Func<string, int, IResult?>? After { get; set; }

    /// <summary>Replaces the whole of a sync's answer.</summary>
    public Func<string?, string?>? RawSync { get; set; }

    /// <summary>Called with the room and the content when the bot has said something new.</summary>
    public Action<string, JsonObject>? Said { get; set; }

    /// <summary>Whether the bot can open conversations. What it says there stands in no room, but is <see cref="Said"/>.</summary>
    public bool OpensConversations { get; set; }

    /// <summary>How many events a sync shows of each room.</summary>
    public int TimelineLimit { get; set; } = 50;

    public IReadOnlyList<string> Shown
    {
        get
        {
            lock (gate)
                return [.. events.Where(e => (string?)e["sender"] == Bot && (string?)e["type"] == "m.room.message").Select(e => (string)e["content"]!["body"]!)];
        }
    }

    /// <summary>The contents of what the bot has said, with nothing left out.</summary>
    public IReadOnlyList<JsonObject> Contents
    {
        get
        {
            lock (gate)
                return [.. events.Where(e => (string?)e["sender"] == Bot && (string?)e["type"] == "m.room.message").Select(e => (JsonObject)e["content"]!.DeepClone())];
        }
    }

    public int CallsTo(string endpoint) => calls.GetValueOrDefault(endpoint);

    /// <param name="roomVersion">From 12 on the room's creator, @ana, holds power without being given any.</param>
    public static async Task<FakeHomeserver> StartAsync(string roomVersion = "11")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeHomeserver(app);
        server.Map();
        var yesterday = DateTimeOffset.UtcNow.AddDays(-1);
        server.Add("m.room.create", "@ana:fake", new JsonObject { ["room_version"] = roomVersion }, stateKey: "", yesterday);
        server.Add("m.room.member", Bot, new JsonObject { ["membership"] = "join" }, stateKey: Bot, yesterday);
        await app.StartAsync();
        return server;
    }

    /// <summary>Somebody says something.</summary>
    /// <param name="text">What.</param>
    /// <param name="sender">Who.</param>
    /// <param name="at">When, as their server says; now where null.</param>
    public string Say(string text, string sender = "@ben:fake", DateTimeOffset? at = null) =>
        Add("m.room.message", sender, new JsonObject { ["msgtype"] = "m.text", ["body"] = text }, at: at);

    /// <summary>Somebody joins, leaves or is sent away.</summary>
    public void Membership(string who, string membership) =>
        Add("m.room.member", who, new JsonObject { ["membership"] = membership }, stateKey: who);

    /// <summary>Somebody edits what they said.</summary>
    public string Edit(string message, string text, string sender = "@ben:fake") =>
        Add("m.room.message", sender, new JsonObject
        {
            ["msgtype"] = "m.text",
            ["body"] = "* " + text,
            ["m.new_content"] = new JsonObject { ["msgtype"] = "m.text", ["body"] = text },
            ["m.relates_to"] = new JsonObject { ["rel_type"] = "m.replace", ["event_id"] = message },
        });

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    /// <summary>No answer, ever.</summary>
    public static IResult Silence { get; } = new NoAnswer();

    public static IResult Error(int status, string code, int? retryAfter = null) =>
        Results.Content(new JsonObject { ["errcode"] = code, ["error"] = "no", ["retry_after_ms"] = retryAfter }.ToJsonString(), "application/json", statusCode: status);

    private void Map()
    {
        var client = app.MapGroup("/_matrix/client/v3");
        client.MapPost("/login", () => Answer("login", () => new JsonObject { ["user_id"] = Bot, ["access_token"] = "token", ["device_id"] = "D" }));
        client.MapGet("/account/whoami", () => Answer("whoami", () => new JsonObject { ["user_id"] = Bot, ["device_id"] = "D" }));
        client.MapGet("/profile/{user}", () => Error(404, "M_NOT_FOUND"));
        client.MapGet("/user/{user}/account_data/{type}", () => Error(404, "M_NOT_FOUND"));
        client.MapPut("/user/{user}/account_data/{type}", () => Answer("account_data", () => []));
        client.MapPost("/createRoom", () => OpensConversations
            ? Answer("createRoom", () => new JsonObject { ["room_id"] = $"!conversation-{Guid.NewGuid():N}:fake" })
            : Error(404, "M_UNRECOGNIZED"));
        client.MapPost("/user/{user}/filter", () => Answer("filter", () => new JsonObject { ["filter_id"] = "1" }));
        client.MapGet("/sync", SyncAsync);
        client.MapGet("/rooms/{room}/joined_members", () => Answer("members", () => new JsonObject { ["joined"] = Joined() }));
        client.MapGet("/rooms/{room}/messages", (string from, string? to, int limit) => Answer("messages", () => Page(int.Parse(from), to is null ? 0 : int.Parse(to), limit)));
        client.MapPut("/rooms/{room}/send/{type}/{transaction}", async (string room, string type, string transaction, HttpRequest request) =>
        {
            var content = (await JsonNode.ParseAsync(request.Body))!.AsObject();
            return Answer("send", () => new JsonObject { ["event_id"] = Send(room, type, transaction, content) });
        });
    }

    private IResult Answer(string endpoint, Func<JsonObject> effect)
    {
        var count = calls.AddOrUpdate(endpoint, 1, (_, c) => c + 1);
        if (Before?.Invoke(endpoint, count) is { } early)
            return early;
        var answer = effect();
        return After?.Invoke(endpoint, count) ?? Results.Content(answer.ToJsonString(), "application/json");
    }

    private async Task<IResult> SyncAsync(string? since, int timeout, HttpContext context)
    {
        if (RawSync?.Invoke(since) is { } raw)
            return Results.Content(raw, "application/json");
        var from = int.TryParse(since, out var place) ? place : 0;
        using var hold = new CancellationTokenSource(timeout);
        while (since is not null && Count <= from && !hold.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
            await Task.Delay(10);
        return Answer("sync", () => Sync(from));
    }

    private int Count
    {
        get
        {
            lock (gate)
                return events.Count;
        }
    }

    private JsonObject Joined()
    {
        lock (gate)
        {
            var latest = events.Where(e => (string?)e["type"] == "m.room.member").GroupBy(e => (string)e["state_key"]!).Select(g => g.Last());
            return new JsonObject(latest.Where(e => (string?)e["content"]!["membership"] == "join")
                .Select(e => KeyValuePair.Create((string)e["state_key"]!, (JsonNode?)new JsonObject())));
        }
    }

    private JsonObject Sync(int from)
    {
        lock (gate)
        {
            var shownFrom = Math.Max(from, events.Count - TimelineLimit);
            var room = new JsonObject
            {
                ["state"] = new JsonObject { ["events"] = new JsonArray([.. events.Take(2).Select(e => e.DeepClone())]) },
                ["timeline"] = new JsonObject
                {
                    ["events"] = new JsonArray([.. events.Skip(shownFrom).Select(e => e.DeepClone())]),
                    ["limited"] = shownFrom > from,
                    ["prev_batch"] = $"{shownFrom}",
                },
            };
            return new JsonObject { ["next_batch"] = $"{events.Count}", ["rooms"] = new JsonObject { ["join"] = new JsonObject { [Room] = room } } };
        }
    }

    private JsonObject Page(int from, int to, int limit)
    {
        lock (gate)
        {
            var first = Math.Max(to, from - limit);
            var answer = new JsonObject { ["chunk"] = new JsonArray([.. events.Take(from).Skip(first).Reverse().Select(e => e.DeepClone())]) };
            if (first > to)
                answer["end"] = $"{first}";
            return answer;
        }
    }

    private string Send(string room, string type, string transaction, JsonObject content)
    {
        string? id;
        lock (gate)
        {
            if (transactions.TryGetValue(transaction, out id))
                return id;
            transactions[transaction] = id = room == Room ? Add(type, Bot, content) : $"$conversation-{transactions.Count}";
        }

        if (type == "m.room.message")
            Said?.Invoke(room, content);
        return id;
    }

    private string Add(string type, string sender, JsonObject content, string? stateKey = null, DateTimeOffset? at = null)
    {
        lock (gate)
        {
            var e = new JsonObject
            {
                ["type"] = type,
                ["event_id"] = $"${events.Count}",
                ["sender"] = sender,
                ["origin_server_ts"] = (at ?? DateTimeOffset.UtcNow).ToUnixTimeMilliseconds(),
                ["content"] = content.DeepClone(),
            };
            if (stateKey is not null)
                e["state_key"] = stateKey;
            events.Add(e);
            return (string)e["event_id"]!;
        }
    }

    private sealed class NoAnswer : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Task.Delay(Timeout.Infinite, httpContext.RequestAborted);
    }
}
