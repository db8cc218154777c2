using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AdvocacyBot.TestSupport.Matrix.Encryption;
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
internal sealed partial class FakeHomeserver : IAsyncDisposable
{
    public const string Room = "!room:fake";
    public const string Bot = "@bot:fake";
    private readonly WebApplication app;
    private readonly Lock gate = new();
    private readonly List<(string Room, JsonObject Event)> log = [];
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

    /// <summary>Called with the room, the event and the content when the bot has said something in a conversation.</summary>
    public Action<string, string, JsonObject>? SaidPrivately { get; set; }

    /// <summary>Whether the bot can open conversations, which are rooms of their own.</summary>
    public bool OpensConversations { get; set; }

    /// <summary>How many events a sync shows of each room.</summary>
    public int TimelineLimit { get; set; } = 50;

    public IReadOnlyList<string> Shown
    {
        get
        {
            lock (gate)
                return [.. EventsIn(Room).Where(e => (string?)e["sender"] == Bot && (string?)e["type"] == "m.room.message").Select(e => (string)e["content"]!["body"]!)];
        }
    }

    /// <summary>The contents of what the bot has said, with nothing left out.</summary>
    public IReadOnlyList<JsonObject> Contents
    {
        get
        {
            lock (gate)
                return [.. EventsIn(Room).Where(e => (string?)e["sender"] == Bot && (string?)e["type"] == "m.room.message").Select(e => (JsonObject)e["content"]!.DeepClone())];
        }
    }

    public int CallsTo(string endpoint) => calls.GetValueOrDefault(endpoint);

    /// <param name="isEncrypted">Whether the room is encrypted and the server keeps keys.</param>
    /// <param name="roomVersion">From 12 on the room's creator, @ana, holds power without being given any.</param>
    public static async Task<FakeHomeserver> StartAsync(string roomVersion = "11", bool isEncrypted = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeHomeserver(app) { Keys = isEncrypted ? new KeyServer() : null };
        server.Map();
        if (isEncrypted)
            server.MapKeys();
        var yesterday = DateTimeOffset.UtcNow.AddDays(-1);
        server.Add("m.room.create", "@ana:fake", new JsonObject { ["room_version"] = roomVersion }, stateKey: "", yesterday);
        server.Add("m.room.member", Bot, new JsonObject { ["membership"] = "join" }, stateKey: Bot, yesterday);
        if (isEncrypted)
            server.Add("m.room.encryption", "@ana:fake", new JsonObject { ["algorithm"] = "m.megolm.v1.aes-sha2" }, stateKey: "", yesterday);
        await app.StartAsync();
        return server;
    }

    /// <summary>Somebody says something.</summary>
    /// <param name="text">What.</param>
    /// <param name="sender">Who.</param>
    /// <param name="at">When, as their server says; now where null.</param>
    public string Say(string text, string sender = "@ben:fake", DateTimeOffset? at = null) =>
        Add("m.room.message", sender, new JsonObject { ["msgtype"] = "m.text", ["body"] = text }, at: at);

    /// <summary>Somebody reacts to a message.</summary>
    public string React(string room, string message, string key, string sender) =>
        Add("m.reaction", sender, new JsonObject
        {
            ["m.relates_to"] = new JsonObject { ["rel_type"] = "m.annotation", ["event_id"] = message, ["key"] = key },
        }, room: room);

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
        client.MapGet("/login", () => Answer("flows", () => new JsonObject { ["flows"] = new JsonArray(new JsonObject { ["type"] = "m.login.password" }) }));
        client.MapPost("/login", () => Answer("login", () => new JsonObject { ["user_id"] = Bot, ["access_token"] = "token", ["device_id"] = "D" }));
        client.MapGet("/account/whoami", () => Answer("whoami", () => new JsonObject { ["user_id"] = Bot, ["device_id"] = "D" }));
        client.MapGet("/profile/{user}", () => Error(404, "M_NOT_FOUND"));
        client.MapGet("/user/{user}/account_data/{type}", (string type) => FindData(type) is { } data ? Answer("account_data", () => data) : Error(404, "M_NOT_FOUND"));
        client.MapPut("/user/{user}/account_data/{type}", async (string type, HttpRequest request) =>
        {
            var data = await JsonNode.ParseAsync(request.Body);
            return Answer("account_data", () => SetData(type, data!.AsObject()));
        });
        client.MapPost("/createRoom", () => OpensConversations
            ? Answer("createRoom", () => new JsonObject { ["room_id"] = OpenConversation() })
            : Error(404, "M_UNRECOGNIZED"));
        client.MapPut("/rooms/{room}/state/m.room.member/{user}", (string room, string user) =>
            Answer("invite", () => new JsonObject { ["event_id"] = Add("m.room.member", user, new JsonObject { ["membership"] = "join" }, stateKey: user, room: room) }));
        client.MapGet("/rooms/{room}/state/{type}/{key?}", () => Error(404, "M_NOT_FOUND"));
        client.MapPost("/rooms/{room}/receipt/m.read/{message}", () => Answer("receipt", () => []));
        client.MapPost("/rooms/{room}/leave", () => Answer("leave", () => []));
        client.MapPost("/rooms/{room}/forget", () => Answer("forget", () => []));
        client.MapPost("/user/{user}/filter", () => Answer("filter", () => new JsonObject { ["filter_id"] = "1" }));
        client.MapGet("/sync", SyncAsync);
        client.MapGet("/rooms/{room}/joined_members", (string room) => Answer("members", () => new JsonObject { ["joined"] = Joined(room) }));
        client.MapGet("/rooms/{room}/messages", (string room, string from, string? to, int limit) =>
            Answer("messages", () => Page(room, PlaceOf(from), to is null ? 0 : PlaceOf(to), limit)));
        client.MapGet("/rooms/{room}/state/m.room.member/{user}", (string room, string user) =>
            MembershipOf(room, user) is { } membership
                ? Answer("membership", () => new JsonObject { ["membership"] = membership })
                : Error(404, "M_NOT_FOUND"));
        client.MapGet("/rooms/{room}/event/{id}", (string room, string id) =>
            Find(room, id) is { } found ? Answer("event", () => found) : Error(404, "M_NOT_FOUND"));
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
        var (from, keysFrom) = (PlaceOf(since), KeysPlaceOf(since));
        using var hold = new CancellationTokenSource(timeout);
        while (since is not null && Count <= from && KeysPosition <= keysFrom && !hold.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
            await Task.Delay(10);
        return Answer("sync", () => WithKeys(Sync(from), keysFrom));
    }

    private int Count
    {
        get
        {
            lock (gate)
            {
                TakeEncrypted();
                return log.Count;
            }
        }
    }

    /// <summary>As the user's latest membership event says; whoever has sent something without one has joined.</summary>
    private string? MembershipOf(string room, string user)
    {
        lock (gate)
        {
            var latest = EventsIn(room).LastOrDefault(e => (string?)e["type"] == "m.room.member" && (string?)e["state_key"] == user);
            return latest is not null ? (string?)latest["content"]!["membership"]
                : EventsIn(room).Any(e => (string?)e["sender"] == user) ? "join"
                : null;
        }
    }

    private JsonObject Joined(string room)
    {
        lock (gate)
        {
            var latest = EventsIn(room).Where(e => (string?)e["type"] == "m.room.member").GroupBy(e => (string)e["state_key"]!).Select(g => g.Last());
            return new JsonObject(latest.Where(e => (string?)e["content"]!["membership"] == "join")
                .Select(e => KeyValuePair.Create((string)e["state_key"]!, (JsonNode?)new JsonObject())));
        }
    }

    private JsonObject Sync(int from)
    {
        lock (gate)
        {
            var rooms = log.Skip(from).Select(entry => entry.Room).Append(Room).Distinct();
            return new JsonObject
            {
                ["next_batch"] = $"{log.Count}",
                ["rooms"] = new JsonObject { ["join"] = new JsonObject(rooms.Select(room => KeyValuePair.Create(room, (JsonNode?)SyncOf(room, from)))) },
            };
        }
    }

    private JsonObject SyncOf(string room, int from)
    {
        var news = Enumerable.Range(from, log.Count - from).Where(at => log[at].Room == room).ToList();
        var shown = news.TakeLast(TimelineLimit).ToList();
        return new JsonObject
        {
            ["state"] = new JsonObject { ["events"] = new JsonArray([.. EventsIn(room).Where((e, i) => i < 2 || (string?)e["type"] == "m.room.encryption").Select(e => e.DeepClone())]) },
            ["timeline"] = new JsonObject
            {
                ["events"] = new JsonArray([.. shown.Select(at => log[at].Event.DeepClone())]),
                ["limited"] = shown.Count < news.Count,
                ["prev_batch"] = $"{(shown.Count > 0 ? shown[0] : log.Count)}",
            },
        };
    }

    private JsonObject Page(string room, int from, int to, int limit)
    {
        lock (gate)
        {
            var all = Enumerable.Range(to, Math.Max(0, from - to)).Where(at => log[at].Room == room).ToList();
            var page = all.TakeLast(limit).ToList();
            var answer = new JsonObject { ["chunk"] = new JsonArray([.. Enumerable.Reverse(page).Select(at => log[at].Event.DeepClone())]) };
            if (page.Count < all.Count)
                answer["end"] = $"{page[0]}";
            return answer;
        }
    }

    private JsonObject? Find(string room, string id)
    {
        lock (gate)
            return (JsonObject?)EventsIn(room).FirstOrDefault(e => (string?)e["event_id"] == id)?.DeepClone();
    }

    private IEnumerable<JsonObject> EventsIn(string room) => log.Where(entry => entry.Room == room).Select(entry => entry.Event);

    private string OpenConversation()
    {
        var room = $"!conversation-{Guid.NewGuid():N}:fake";
        Add("m.room.create", Bot, new JsonObject { ["room_version"] = "11" }, stateKey: "", room: room);
        Add("m.room.member", Bot, new JsonObject { ["membership"] = "join" }, stateKey: Bot, room: room);
        return room;
    }

    private string Send(string room, string type, string transaction, JsonObject content)
    {
        string? id;
        lock (gate)
        {
            if (Keys is not null && type == "m.room.encrypted")
                return SendEncrypted(room, transaction, content);
            if (transactions.TryGetValue(transaction, out id))
                return id;
            transactions[transaction] = id = Add(type, Bot, content, room: room);
        }

        if (type == "m.room.message")
            Said?.Invoke(room, content);
        if (type == "m.room.message" && room != Room)
            SaidPrivately?.Invoke(room, id, content);
        return id;
    }

    private string Add(string type, string sender, JsonObject content, string? stateKey = null, DateTimeOffset? at = null, string room = Room)
    {
        lock (gate)
        {
            var e = new JsonObject
            {
                ["type"] = type,
                ["event_id"] = $"${log.Count}",
                ["sender"] = sender,
                ["origin_server_ts"] = (at ?? DateTimeOffset.UtcNow).ToUnixTimeMilliseconds(),
                ["content"] = content.DeepClone(),
            };
            if (stateKey is not null)
                e["state_key"] = stateKey;
            log.Add((room, e));
            return (string)e["event_id"]!;
        }
    }

    private sealed class NoAnswer : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Task.Delay(Timeout.Infinite, httpContext.RequestAborted);
    }
}
