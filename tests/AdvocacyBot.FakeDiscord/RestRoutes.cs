using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>Each documented address that the fake answers; any other is a 404, which a test then sees.</summary>
internal sealed class RestRoutes(FakeSettings settings, World world, MessageDesk messages, InteractionDesk interactions, Func<Uri> gateway, Func<int> identifiesLeft)
{
    public Answer Route(Call call)
    {
        lock (world.Gate)
        {
            return (call.Method, call.Path) switch
            {
                ("GET", ["gateway", "bot"]) => Gateway(),
                ("GET", ["users", "@me"]) => Answer.Ok(new JsonObject { ["id"] = world.BotId, ["username"] = "bot", ["bot"] = true }),
                ("GET", ["applications", "@me"]) => Answer.Ok(new JsonObject
                {
                    ["id"] = world.ApplicationId,
                    ["name"] = "bot",
                    ["flags"] = 0,
                    ["bot"] = new JsonObject { ["id"] = world.BotId, ["bot"] = true },
                }),
                ("GET", ["users", "@me", "guilds"]) => Answer.Ok(new JsonArray([.. world.Guilds.Values.Select(g => g.Json(false))])),
                ("POST", ["users", "@me", "channels"]) => Direct(call),
                ("PUT", ["applications", var app, "commands"]) when app == world.ApplicationId => Commands("global", call),
                ("PUT", ["applications", var app, "guilds", var guild, "commands"]) when app == world.ApplicationId => Commands(guild, call),
                ("GET", ["guilds", var id]) => world.Guilds.TryGetValue(id, out var guild) ? Answer.Ok(guild.Json(false)) : Unknown(10004),
                ("GET", ["guilds", var id, "members", var member]) => Member(id, member),
                ("GET", ["guilds", var id, "threads", "active"]) => Answer.Ok(new JsonObject
                {
                    ["threads"] = new JsonArray([.. world.Channels.Values.Where(c => c.GuildId == id && c.Type == 11).Select(c => c.Json())]),
                }),
                ("POST", ["guilds", var id, "scheduled-events"]) when world.Guilds.ContainsKey(id) => ScheduledEvent(call),
                ("PATCH", ["guilds", _, "scheduled-events", var id]) => ChangeEvent(id, call),
                ("DELETE", ["guilds", _, "scheduled-events", var id]) =>
                    world.ScheduledEvents.RemoveAll(e => (string?)e["id"] == id) > 0 ? Answer.Nothing : Unknown(10070),
                ("GET", ["guilds", _, "scheduled-events"]) => Answer.Ok(new JsonArray([.. world.ScheduledEvents.Select(e => e.DeepClone())])),
                ("GET", ["channels", var id]) => world.Channels.TryGetValue(id, out var channel) ? Answer.Ok(channel.Json()) : Unknown(10003),
                (_, ["channels", var id, ..]) => world.Channels.ContainsKey(id) ? messages.Answer(call) : Unknown(10003),
                ("POST", ["interactions", var id, var token, "callback"]) => interactions.Respond(call, id, token),
                (_, ["webhooks", var app, var token, ..]) when app == world.ApplicationId => interactions.FollowUp(call, token),
                _ => Answer.Error(404, 0, "404: Not Found"),
            };
        }
    }

    private static Answer Unknown(int code) => Answer.Error(404, code, "Unknown");

    private Answer Gateway() => Answer.Ok(new JsonObject
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

    private Answer Direct(Call call)
    {
        var recipient = call.Form["recipient_id"]!.GetValue<string>();
        var channel = world.Channels.Values.FirstOrDefault(c => c.Type == 1 && c.OwnerId == recipient);
        if (channel is null)
            world.Channels[(channel = new FakeChannel(world.Ids.Next(), 1, null, "direct") { OwnerId = recipient }).Id] = channel;
        return Answer.Ok(channel.Json());
    }

    private Answer Commands(string scope, Call call)
    {
        var commands = (JsonArray)call.Body!.DeepClone();
        if (CommandRules.Problems(commands) is { Count: > 0 } problems)
            return Answer.Invalid(problems);
        world.Commands[scope] = commands;
        world.CommandWrites++;
        return Answer.Ok(commands.DeepClone());
    }

    private Answer Member(string guild, string member) =>
        world.Guilds.TryGetValue(guild, out var found) && member == world.BotId
            ? Answer.Ok(new JsonObject
            {
                ["user"] = new JsonObject { ["id"] = member, ["bot"] = true },
                ["roles"] = new JsonArray([.. found.BotRoles.Select(r => JsonValue.Create(r))]),
            })
            : Unknown(10007);

    private Answer ChangeEvent(string id, Call call)
    {
        var index = world.ScheduledEvents.FindIndex(e => (string?)e["id"] == id);
        if (index < 0)
            return Unknown(10070);
        var changed = (JsonObject)call.Form.DeepClone();
        changed["id"] = id;
        world.ScheduledEvents[index] = changed;
        return Answer.Ok(changed.DeepClone());
    }

    private Answer ScheduledEvent(Call call)
    {
        var made = (JsonObject)call.Form.DeepClone();
        if ((int?)made["entity_type"] == 3 && (made["scheduled_end_time"] is null || made["entity_metadata"]?["location"] is null))
            return Answer.Invalid(["an external event needs an end and a location"]);
        made["id"] = world.Ids.Next();
        world.ScheduledEvents.Add(made);
        return Answer.Ok(made.DeepClone());
    }
}
