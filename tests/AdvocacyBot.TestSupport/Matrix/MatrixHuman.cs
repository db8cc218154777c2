using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AdvocacyBot.TestSupport.Matrix;

/// <summary>A person's client. It shares no code with the bot.</summary>
internal sealed class MatrixHuman(Uri homeserver, string id)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromMinutes(1) };
    private int transactions;

    public string Id { get; } = id;

    public string Password { get; } = "correct horse battery staple";

    public string? Token { get; set; }

    /// <summary>Sends a request; waits and repeats it as long as the server limits the human's rate.</summary>
    public async Task<JsonElement> CallAsync(string method, string path, JsonObject? body = null)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(homeserver, path));
            if (Token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            if (method != "GET")
                request.Content = JsonContent.Create(body ?? []);
            using var response = await Http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode)
                return JsonElement.Parse(text);
            if (response.StatusCode != HttpStatusCode.TooManyRequests)
                throw new HttpRequestException($"{method} {path}: {(int)response.StatusCode} {text}", null, response.StatusCode);
            await Task.Delay(JsonElement.Parse(text).GetProperty("retry_after_ms").GetInt32());
        }
    }

    public Task<JsonElement> ClientAsync(string method, string path, JsonObject? body = null) =>
        CallAsync(method, $"_matrix/client/v3/{path}", body);

    /// <param name="invite">Who is invited.</param>
    /// <param name="options">Further members of the request.</param>
    public async Task<string> MakeRoomAsync(string[] invite, JsonObject? options = null)
    {
        var body = options ?? [];
        body["invite"] = new JsonArray([.. invite.Select(i => (JsonNode)i)]);
        body["preset"] ??= "private_chat";
        return (await ClientAsync("POST", "createRoom", body)).GetProperty("room_id").GetString()!;
    }

    public Task InviteAsync(string room, string user) =>
        ClientAsync("POST", $"rooms/{Escape(room)}/invite", new JsonObject { ["user_id"] = user });

    public Task JoinAsync(string room) => ClientAsync("POST", $"join/{Escape(room)}");

    public Task LeaveAsync(string room) => ClientAsync("POST", $"rooms/{Escape(room)}/leave");

    public Task KickAsync(string room, string user) =>
        ClientAsync("POST", $"rooms/{Escape(room)}/kick", new JsonObject { ["user_id"] = user });

    public Task<string> SayAsync(string room, string text, JsonObject? more = null)
    {
        var content = more ?? [];
        content["msgtype"] ??= "m.text";
        content["body"] = text;
        return SendAsync(room, "m.room.message", content);
    }

    /// <summary>Says something once, retrying while the homeserver is down.</summary>
    public async Task<string> SayUntilHeardAsync(string room, string text)
    {
        var path = $"rooms/{Escape(room)}/send/m.room.message/{Guid.NewGuid():N}";
        while (true)
        {
            try
            {
                var sent = await ClientAsync("PUT", path, new JsonObject { ["msgtype"] = "m.text", ["body"] = text });
                return sent.GetProperty("event_id").GetString()!;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(200);
            }
        }
    }

    public Task<string> ReactAsync(string room, string message, string key) =>
        SendAsync(room, "m.reaction", new JsonObject
        {
            ["m.relates_to"] = new JsonObject { ["rel_type"] = "m.annotation", ["event_id"] = message, ["key"] = key },
        });

    public async Task<string> SendAsync(string room, string type, JsonObject content)
    {
        var transaction = string.Create(CultureInfo.InvariantCulture, $"h{Interlocked.Increment(ref transactions)}");
        var sent = await ClientAsync("PUT", $"rooms/{Escape(room)}/send/{type}/{transaction}-{Guid.NewGuid():N}", content);
        return sent.GetProperty("event_id").GetString()!;
    }

    /// <summary>Says something in reply to a message.</summary>
    public Task<string> ReplyAsync(string room, string message, string text) => SayAsync(room, text, new JsonObject
    {
        ["m.relates_to"] = new JsonObject { ["m.in_reply_to"] = new JsonObject { ["event_id"] = message } },
    });

    /// <summary>Says something in a thread, as clients do: with the last message as a fallback for clients without threads.</summary>
    public Task<string> SayInThreadAsync(string room, string root, string last, string text) => SayAsync(room, text, new JsonObject
    {
        ["m.relates_to"] = new JsonObject
        {
            ["rel_type"] = "m.thread",
            ["event_id"] = root,
            ["is_falling_back"] = true,
            ["m.in_reply_to"] = new JsonObject { ["event_id"] = last },
        },
    });

    /// <summary>Edits an own message.</summary>
    public Task<string> EditAsync(string room, string message, string text) => SayAsync(room, "* " + text, new JsonObject
    {
        ["m.new_content"] = new JsonObject { ["msgtype"] = "m.text", ["body"] = text },
        ["m.relates_to"] = new JsonObject { ["rel_type"] = "m.replace", ["event_id"] = message },
    });

    public Task RedactAsync(string room, string message) =>
        ClientAsync("PUT", $"rooms/{Escape(room)}/redact/{Escape(message)}/{Guid.NewGuid():N}");

    public Task SetStateAsync(string room, string type, JsonObject content) => ClientAsync("PUT", $"rooms/{Escape(room)}/state/{type}/", content);

    public Task<JsonElement> StateAsync(string room, string type, string key = "") =>
        ClientAsync("GET", $"rooms/{Escape(room)}/state/{type}/{Escape(key)}");

    /// <summary>The room's whole history, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> HistoryAsync(string room)
    {
        var all = new List<JsonElement>();
        string? from = null;
        do
        {
            var page = await ClientAsync("GET", $"rooms/{Escape(room)}/messages?dir=b&limit=500{(from is null ? "" : $"&from={from}")}");
            all.AddRange(page.GetProperty("chunk").EnumerateArray());
            from = page.TryGetProperty("end", out var end) ? end.GetString() : null;
        }
        while (from is not null);
        all.Reverse();
        return all;
    }

    /// <summary>Somebody's messages in a room, without edits and without removed ones, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> MessagesOfAsync(string room, string sender) =>
        [.. (await HistoryAsync(room)).Where(e => Text(e, "type") == "m.room.message" && Text(e, "sender") == sender
            && Text(e.GetProperty("content"), "m.relates_to", "rel_type") != "m.replace" && e.GetProperty("content").TryGetProperty("body", out _))];

    /// <summary>Waits until somebody has written a message.</summary>
    public async Task<JsonElement> WaitForAsync(string room, string sender, Func<string, bool> body, TimeSpan? timeout = null)
    {
        JsonElement found = default;
        await Eventually.HoldsAsync(
            async () =>
            {
                found = (await MessagesOfAsync(room, sender)).FirstOrDefault(e => body(BodyOf(e)));
                return found.ValueKind != JsonValueKind.Undefined;
            },
            $"{sender} has written it",
            timeout);
        return found;
    }

    /// <summary>Waits for an invitation to a conversation, accepts it, and returns the room.</summary>
    public async Task<string> AcceptConversationAsync(string from)
    {
        string? room = null;
        await Eventually.HoldsAsync(async () => (room = await InvitationAsync(from)) is not null, $"{from} invites");
        await JoinAsync(room!);
        return room!;
    }

    /// <summary>The rooms to which this person is invited and has not answered.</summary>
    public async Task<IReadOnlyList<string>> InvitationsAsync() =>
        (await SyncAsync()).TryGetProperty("rooms", out var rooms) && rooms.TryGetProperty("invite", out var invites)
            ? [.. invites.EnumerateObject().Select(i => i.Name)]
            : [];

    /// <summary>What this person's client shows as unread: notifications, and those among them that stand out.</summary>
    public async Task<(int Notifications, int Highlights)> UnreadAsync(string room)
    {
        var counts = (await SyncAsync()).GetProperty("rooms").GetProperty("join").GetProperty(room).GetProperty("unread_notifications");
        return (counts.GetProperty("notification_count").GetInt32(), counts.GetProperty("highlight_count").GetInt32());
    }

    /// <summary>Marks everything up to a message as read.</summary>
    public Task ReadAsync(string room, string message) => ClientAsync("POST", $"rooms/{Escape(room)}/receipt/m.read/{Escape(message)}");

    /// <summary>A sync from the beginning. Synapse caches equal ones for two minutes, so each has another filter.</summary>
    public Task<JsonElement> SyncAsync()
    {
        var filter = Escape($"{{\"room\":{{\"timeline\":{{\"limit\":{Interlocked.Increment(ref transactions)}}}}}}}");
        return ClientAsync("GET", $"sync?timeout=0&filter={filter}");
    }

    private async Task<string?> InvitationAsync(string from)
    {
        var sync = await SyncAsync();
        if (!sync.TryGetProperty("rooms", out var rooms) || !rooms.TryGetProperty("invite", out var invites))
            return null;
        return invites.EnumerateObject()
            .Where(i => i.Value.GetProperty("invite_state").GetProperty("events").EnumerateArray()
                .Any(e => Text(e, "state_key") == Id && Text(e, "sender") == from))
            .Select(i => i.Name).FirstOrDefault();
    }

    public async Task<string?> MembershipAsync(string room, string user)
    {
        try
        {
            return Text(await StateAsync(room, "m.room.member", user), "membership");
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public static string BodyOf(JsonElement e) => Text(e.GetProperty("content"), "body") ?? "";

    public static string IdOf(JsonElement e) => Text(e, "event_id") ?? "";

    public static string? Text(JsonElement json, params string[] path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
                return null;
        }

        return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
