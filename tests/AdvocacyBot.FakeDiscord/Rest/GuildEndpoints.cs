using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>Endpoints of guilds: roles, members, channels, active threads, scheduled events.</summary>
internal sealed class GuildEndpoints(FakeWorld world)
{
    public ApiResponse Handle(ApiRequest call)
    {
        if (!world.Guilds.TryGetValue(call.Path[1], out var guild))
            return ApiResponse.Unknown(10004);
        return (call.Method, call.Path[2..]) switch
        {
            ("GET", []) => ApiResponse.Ok(guild.Json()),
            ("GET", ["roles"]) => ApiResponse.Ok(guild.Json()["roles"]!.DeepClone()),
            ("GET", ["channels"]) => ApiResponse.Ok(new JsonArray([.. guild.Channels.Where(c => !c.IsThread).Select(c => c.Json())])),
            ("GET", ["members", var member]) => Member(guild, member),
            ("GET", ["threads", "active"]) => ApiResponse.Ok(new JsonObject
            {
                ["threads"] = new JsonArray([.. guild.Channels.Where(c => c is { IsThread: true, IsArchived: false }).Select(c => c.Json())]),
                ["members"] = new JsonArray(),
            }),
            ("GET", ["scheduled-events"]) => ApiResponse.Ok(new JsonArray([.. world.ScheduledEvents.Where(e => (string?)e["guild_id"] == guild.Id).Select(e => e.DeepClone())])),
            ("POST", ["scheduled-events"]) => AddEvent(guild, call.Form),
            ("PATCH", ["scheduled-events", var id]) => ChangeEvent(id, call.Form),
            ("DELETE", ["scheduled-events", var id]) =>
                world.ScheduledEvents.RemoveAll(e => (string?)e["id"] == id) > 0 ? ApiResponse.Nothing : ApiResponse.Unknown(10070),
            _ => ApiResponse.Error(404, 0, "404: Not Found"),
        };
    }

    private ApiResponse Member(FakeGuild guild, string member) =>
        member == world.BotId ? ApiResponse.Ok(guild.MemberJson(member, isBot: true))
        : guild.Members.ContainsKey(member) ? ApiResponse.Ok(guild.MemberJson(member, isBot: false))
        : ApiResponse.Unknown(10007);

    private ApiResponse AddEvent(FakeGuild guild, JsonObject form)
    {
        var created = (JsonObject)form.DeepClone();
        if (Problem(created) is { } problem)
            return ApiResponse.Invalid([problem]);
        if (world.ScheduledEvents.Count(e => (string?)e["guild_id"] == guild.Id && (int?)e["status"] is 1 or 2) >= 100)
            return ApiResponse.Error(400, 30038, "Maximum number of guild scheduled events reached");
        created["id"] = world.Ids.Next();
        created["guild_id"] = guild.Id;
        created["creator_id"] = world.BotId;
        created["status"] = 1;
        world.ScheduledEvents.Add(created);
        return ApiResponse.Ok(created.DeepClone());
    }

    private ApiResponse ChangeEvent(string id, JsonObject form)
    {
        if (world.ScheduledEvents.Find(e => (string?)e["id"] == id) is not { } before)
            return ApiResponse.Unknown(10070);
        var changed = MessageEndpoints.Merge(before, form);
        if (Problem(changed) is { } problem)
            return ApiResponse.Invalid([problem]);
        // A cancelled or completed event is final.
        if ((int?)before["status"] is 3 or 4)
            return ApiResponse.Error(400, 180000, "Cannot update a finished event");
        world.ScheduledEvents[world.ScheduledEvents.IndexOf(before)] = changed;
        return ApiResponse.Ok(changed.DeepClone());
    }

    private static string? Problem(JsonObject scheduled) =>
        (MessageText.Text(scheduled, "name") ?? "").Length is 0 or > 100 ? "name"
        : (MessageText.Text(scheduled, "description") ?? "").Length > 1000 ? "description"
        : (int?)scheduled["entity_type"] == 3 && (scheduled["scheduled_end_time"] is null || MessageText.Text(scheduled["entity_metadata"], "location") is not { Length: > 0 and <= 100 })
            ? "an external event needs an end and a location"
            : null;
}
