using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>Routes requests to the supported endpoints; any other returns 404.</summary>
internal sealed class RestEndpoints(FakeSettings settings, FakeWorld world, MessageEndpoints messages, InteractionEndpoints interactions, Func<Uri> gateway, Func<int> identifiesLeft)
{
    public ApiResponse Route(ApiRequest call)
    {
        lock (world.Gate)
        {
            return (call.Method, call.Path) switch
            {
                ("GET", ["gateway", "bot"]) => Gateway(),
                ("GET", ["users", "@me"]) => ApiResponse.Ok(new JsonObject { ["id"] = world.BotId, ["username"] = "bot", ["bot"] = true }),
                ("GET", ["applications", "@me"]) => ApiResponse.Ok(new JsonObject
                {
                    ["id"] = world.ApplicationId,
                    ["name"] = "bot",
                    ["flags"] = 0,
                    ["bot"] = new JsonObject { ["id"] = world.BotId, ["bot"] = true },
                }),
                ("GET", ["users", "@me", "guilds"]) => ApiResponse.Ok(new JsonArray([.. world.Guilds.Values.Select(g => g.Json(false))])),
                ("POST", ["users", "@me", "channels"]) => Direct(call),
                ("PUT", ["applications", var app, "commands"]) when app == world.ApplicationId => Commands("global", call),
                ("PUT", ["applications", var app, "guilds", var guild, "commands"]) when app == world.ApplicationId => Commands(guild, call),
                ("GET", ["guilds", var id]) => world.Guilds.TryGetValue(id, out var guild) ? ApiResponse.Ok(guild.Json(false)) : Unknown(10004),
                ("GET", ["guilds", var id, "members", var member]) => Member(id, member),
                ("GET", ["guilds", var id, "threads", "active"]) => ApiResponse.Ok(new JsonObject
                {
                    ["threads"] = new JsonArray([.. world.Channels.Values.Where(c => c.GuildId == id && c.Type == 11).Select(c => c.Json())]),
                }),
                ("POST", ["guilds", var id, "scheduled-events"]) when world.Guilds.ContainsKey(id) => ScheduledEvent(call),
                ("PATCH", ["guilds", _, "scheduled-events", var id]) => ChangeEvent(id, call),
                ("DELETE", ["guilds", _, "scheduled-events", var id]) =>
                    world.ScheduledEvents.RemoveAll(e => (string?)e["id"] == id) > 0 ? ApiResponse.Nothing : Unknown(10070),
                ("GET", ["guilds", _, "scheduled-events"]) => ApiResponse.Ok(new JsonArray([.. world.ScheduledEvents.Select(e => e.DeepClone())])),
                ("GET", ["channels", var id]) => world.Channels.TryGetValue(id, out var channel) ? ApiResponse.Ok(channel.Json()) : Unknown(10003),
                (_, ["channels", var id, ..]) => world.Channels.ContainsKey(id) ? messages.Handle(call) : Unknown(10003),
                ("POST", ["interactions", var id, var token, "callback"]) => interactions.Respond(call, id, token),
                (_, ["webhooks", var app, var token, ..]) when app == world.ApplicationId => interactions.FollowUp(call, token),
                _ => ApiResponse.Error(404, 0, "404: Not Found"),
            };
        }
    }

    private static ApiResponse Unknown(int code) => ApiResponse.Error(404, code, "Unknown");

    private ApiResponse Gateway() => ApiResponse.Ok(new JsonObject
    {
        ["url"] = gateway().ToString(),
        ["shards"] = settings.Shards,
        ["session_start_limit"] = new JsonObject
        {
            ["total"] = 1000,
            ["remaining"] = identifiesLeft(),
            ["reset_after"] = 14_400_000,
            ["max_concurrency"] = 1,
        },
    });

    private ApiResponse Direct(ApiRequest call)
    {
        var recipient = call.Form["recipient_id"]!.GetValue<string>();
        var channel = world.Channels.Values.FirstOrDefault(c => c.Type == 1 && c.OwnerId == recipient);
        if (channel is null)
            world.Channels[(channel = new FakeChannel(world.Ids.Next(), 1, null, "direct") { OwnerId = recipient }).Id] = channel;
        return ApiResponse.Ok(channel.Json());
    }

    private ApiResponse Commands(string scope, ApiRequest call)
    {
        var commands = (JsonArray)call.Body!.DeepClone();
        if (CommandRules.Problems(commands) is { Count: > 0 } problems)
            return ApiResponse.Invalid(problems);
        world.Commands[scope] = commands;
        world.CommandWrites++;
        return ApiResponse.Ok(commands.DeepClone());
    }

    private ApiResponse Member(string guild, string member) =>
        world.Guilds.TryGetValue(guild, out var found) && member == world.BotId
            ? ApiResponse.Ok(new JsonObject
            {
                ["user"] = new JsonObject { ["id"] = member, ["bot"] = true },
                ["roles"] = new JsonArray([.. found.BotRoles.Select(r => JsonValue.Create(r))]),
            })
            : Unknown(10007);

    private ApiResponse ChangeEvent(string id, ApiRequest call)
    {
        var index = world.ScheduledEvents.FindIndex(e => (string?)e["id"] == id);
        if (index < 0)
            return Unknown(10070);
        var changed = (JsonObject)call.Form.DeepClone();
        changed["id"] = id;
        world.ScheduledEvents[index] = changed;
        return ApiResponse.Ok(changed.DeepClone());
    }

    private ApiResponse ScheduledEvent(ApiRequest call)
    {
        var made = (JsonObject)call.Form.DeepClone();
        if ((int?)made["entity_type"] == 3 && (made["scheduled_end_time"] is null || made["entity_metadata"]?["location"] is null))
            return ApiResponse.Invalid(["an external event needs an end and a location"]);
        made["id"] = world.Ids.Next();
        world.ScheduledEvents.Add(made);
        return ApiResponse.Ok(made.DeepClone());
    }
}
