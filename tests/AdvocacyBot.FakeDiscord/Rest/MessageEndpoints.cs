using System.Globalization;
using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>Endpoints of channels: messages, crossposts, forum posts.</summary>
internal sealed class MessageEndpoints(FakeSettings settings, FakeWorld world, Action<string, JsonObject, string?> dispatch)
{
    public ApiResponse Handle(ApiRequest call)
    {
        var channel = world.Channels[call.Path[1]];
        return (call.Method, call.Path[2..]) switch
        {
            ("POST", ["messages"]) => Create(channel, call),
            ("GET", ["messages"]) => List(channel, call),
            ("PATCH", ["messages", var id]) => Edit(channel, id, call),
            ("POST", ["messages", var id, "crosspost"]) => Crosspost(channel, id),
            ("POST", ["threads"]) when channel.Type is 15 or 16 => Start(channel, call),
            _ => ApiResponse.Error(404, 0, "404: Not Found"),
        };
    }

    /// <summary>Stores a message of the bot.</summary>
    public FakeMessage Show(string channel, JsonObject body, ApiRequest call, bool ephemeral = false, bool loading = false, string? id = null)
    {
        var message = new FakeMessage
        {
            Id = id ?? world.Ids.Next(),
            ChannelId = channel,
            AuthorId = world.BotId,
            At = DateTime.UtcNow,
            Body = (JsonObject)body.DeepClone(),
            Nonce = MessageText.Text(body, "nonce"),
            IsEphemeral = ephemeral,
            IsLoading = loading,
            Files = call.Files,
            Pings = Pings.Of(body),
        };
        world.Messages.Add(message);
        return message;
    }

    /// <summary>Whether the bot has a permission in a channel. Independent of the bot's own implementation.</summary>
    public bool May(FakeChannel channel, int bit)
    {
        if (channel.GuildId is null)
            return true;
        var guild = world.Guilds[channel.GuildId];
        var overwrites = world.Channels.GetValueOrDefault(channel.ParentId ?? "", channel).Overwrites;
        var may = guild.Roles.Any(r => (r.Key == guild.Id || guild.BotRoles.Contains(r.Key)) && (r.Value & (1UL << bit)) != 0);
        foreach (var rank in new Func<string, bool>[] { id => id == guild.Id, guild.BotRoles.Contains, id => id == world.BotId })
        {
            var fitting = overwrites.Where(o => rank(o.Id)).ToList();
            if (fitting.Exists(o => (o.Deny & (1UL << bit)) != 0))
                may = false;
            if (fitting.Exists(o => (o.Allow & (1UL << bit)) != 0))
                may = true;
        }

        return may;
    }

    private ApiResponse Create(FakeChannel channel, ApiRequest call)
    {
        if (channel.Type is 15 or 16)
            return ApiResponse.Error(400, 50008, "Cannot send messages in a non-text channel");
        if (!May(channel, 10))
            return ApiResponse.Error(403, 50001, "Missing Access");
        if (!May(channel, 11))
            return ApiResponse.Error(403, 50013, "Missing Permissions");
        if (channel.Type == 1 && world.RejectsDirectMessages.Contains(channel.OwnerId!))
            return ApiResponse.Error(403, 50007, "Cannot send messages to this user");
        if (MessageRules.Problems(call.Form) is { Count: > 0 } problems)
            return ApiResponse.Invalid(problems);

        var nonce = MessageText.Text(call.Form, "nonce");
        if (nonce is not null && (bool?)call.Form["enforce_nonce"] == true
            && world.Messages.FindLast(m => m.Nonce == nonce && DateTime.UtcNow - m.At < settings.NonceWindow) is { } before)
        {
            return ApiResponse.Ok(before.Json());
        }

        var message = Show(channel.Id, call.Form, call);
        var json = message.Json();
        json["nonce"] = nonce;
        json["guild_id"] = channel.GuildId;
        dispatch("MESSAGE_CREATE", json, channel.GuildId);
        return ApiResponse.Ok(message.Json());
    }

    private ApiResponse List(FakeChannel channel, ApiRequest call)
    {
        if (!May(channel, 10))
            return ApiResponse.Error(403, 50001, "Missing Access");
        // Without READ_MESSAGE_HISTORY, Discord returns an empty list and no error.
        if (!May(channel, 16))
            return ApiResponse.Ok(new JsonArray());

        var after = ulong.Parse(call.Query.GetValueOrDefault("after", "0"), CultureInfo.InvariantCulture);
        var limit = int.Parse(call.Query.GetValueOrDefault("limit", "50"), CultureInfo.InvariantCulture);
        var found = world.Shown(channel.Id)
            .Where(m => ulong.Parse(m.Id, CultureInfo.InvariantCulture) > after)
            .Take(limit)
            .Reverse();
        return ApiResponse.Ok(new JsonArray([.. found.Select(m => m.Json())]));
    }

    private ApiResponse Edit(FakeChannel channel, string id, ApiRequest call)
    {
        if (world.Messages.Find(m => m.Id == id && m.ChannelId == channel.Id && !m.IsDeleted) is not { } message)
            return ApiResponse.Error(404, 10008, "Unknown Message");
        if (message.AuthorId != world.BotId)
            return ApiResponse.Error(403, 50005, "Cannot edit a message authored by another user");
        if (MessageRules.Problems(call.Form) is { Count: > 0 } problems)
            return ApiResponse.Invalid(problems);

        message.Body = (JsonObject)call.Form.DeepClone();
        message.Edits++;
        return ApiResponse.Ok(message.Json());
    }

    private ApiResponse Crosspost(FakeChannel channel, string id)
    {
        var message = world.Messages.Find(m => m.Id == id)!;
        if (channel.Type != 5)
            return ApiResponse.Error(400, 50024, "Cannot execute action on this channel type");
        if (message.IsCrossposted)
            return ApiResponse.Error(400, 40033, "This message has already been crossposted");
        message.IsCrossposted = true;
        return ApiResponse.Ok(message.Json());
    }

    private ApiResponse Start(FakeChannel forum, ApiRequest call)
    {
        var tags = (call.Form["applied_tags"] as JsonArray ?? []).Select(t => t!.GetValue<string>()).ToList();
        var body = call.Form["message"] as JsonObject ?? [];
        var problems = MessageRules.Problems(body).ToList();
        if ((MessageText.Text(call.Form, "name") ?? "").Length is 0 or > 100)
            problems.Add("name");
        if (tags.Count > 5 || tags.Exists(t => forum.Tags.All(f => f.Id != t)))
            problems.Add("applied_tags");
        if (problems.Count > 0)
            return ApiResponse.Invalid(problems);

        var thread = new FakeChannel(world.Ids.Next(), 11, forum.GuildId, MessageText.Text(call.Form, "name")!)
        {
            ParentId = forum.Id,
            OwnerId = world.BotId,
            AppliedTags = tags,
        };
        world.Channels[thread.Id] = thread;
        var message = Show(thread.Id, body, call, id: thread.Id);
        var json = thread.Json();
        json["message"] = message.Json();
        return ApiResponse.Ok(json);
    }
}
