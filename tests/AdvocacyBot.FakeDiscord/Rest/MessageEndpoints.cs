using System.Globalization;
using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>Endpoints of messages: create, list, get, edit, delete, crosspost.</summary>
internal sealed class MessageEndpoints(FakeSettings settings, FakeWorld world, SubLimits subLimits, Action<string, JsonObject, string?> dispatch)
{
    private const int MentionEveryone = 17;

    public ApiResponse Handle(FakeChannel channel, ApiRequest call) => (call.Method, call.Path[2..]) switch
    {
        ("POST", ["messages"]) => Create(channel, call),
        ("GET", ["messages"]) => List(channel, call),
        ("GET", ["messages", var id]) => Find(channel, id) is { } message ? ApiResponse.Ok(message.Json()) : ApiResponse.Unknown(10008),
        ("PATCH", ["messages", var id]) => Edit(channel, id, call),
        ("DELETE", ["messages", var id]) => Delete(channel, id),
        ("POST", ["messages", var id, "crosspost"]) => Crosspost(channel, id),
        _ => ApiResponse.Error(404, 0, "404: Not Found"),
    };

    /// <summary>Stores a message of the bot.</summary>
    public FakeMessage Store(string channel, JsonObject body, ApiRequest call, bool ephemeral = false, bool loading = false, string? id = null)
    {
        var place = world.Channels.GetValueOrDefault(channel);
        var guild = place?.GuildId is { } guildId ? world.Guilds[guildId] : null;
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
            Pings = Pings.Of(body, guild, place is not null && guild is not null && May(place, MentionEveryone)),
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
        var overwrites = world.Channels.GetValueOrDefault(channel.IsThread ? channel.ParentId ?? "" : channel.Id, channel).Overwrites;
        var may = guild.Grants(guild.BotRoles, bit);
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
        if (!channel.AcceptsMessages)
            return ApiResponse.Error(400, 50008, "Cannot send messages in a non-text channel");
        if (!May(channel, 10))
            return ApiResponse.Error(403, 50001, "Missing Access");
        if (!May(channel, channel.IsThread ? 38 : 11))
            return ApiResponse.Error(403, 50013, "Missing Permissions");
        if (channel.Type == 1 && world.RejectsDirectMessages.Contains(channel.OwnerId!))
            return ApiResponse.Error(403, 50007, "Cannot send messages to this user");
        if (MessageRules.Problems(call.Form).Concat(MessageRules.MissingFiles(call.Form, call.Files)).ToList() is { Count: > 0 } problems)
            return ApiResponse.Invalid(problems);

        var nonce = MessageText.Text(call.Form, "nonce");
        if (nonce is not null && (bool?)call.Form["enforce_nonce"] == true
            && world.Messages.FindLast(m => m.Nonce == nonce && DateTime.UtcNow - m.At < settings.NonceWindow) is { } before)
        {
            var repeated = before.Json();
            if (settings.OmitsAuthorOfRepeatedNonce)
                repeated["author"]!.AsObject().Remove("id");
            return ApiResponse.Ok(repeated);
        }

        // Sending a message unarchives a thread.
        channel.IsArchived = false;
        var message = Store(channel.Id, call.Form, call);
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
        if (Find(channel, id) is not { } message)
            return ApiResponse.Unknown(10008);
        if (message.AuthorId != world.BotId)
            return ApiResponse.Error(403, 50005, "Cannot edit a message authored by another user");
        if (channel is { IsThread: true, IsArchived: true })
            return ApiResponse.Error(400, 50083, "Thread is archived");
        var merged = Merge(message.Body, call.Form);
        var files = FilesAfter(message, call);
        if (MessageRules.Problems(merged).Concat(MessageRules.MissingFiles(merged, files)).ToList() is { Count: > 0 } problems)
            return ApiResponse.Invalid(problems);
        if (subLimits.TakeEdit(message) is { } limited)
            return limited;

        message.Body = merged;
        message.Files = files;
        message.Edits++;
        return ApiResponse.Ok(message.Json());
    }

    /// <summary>
    /// The files after an edit: those that its attachments name, or all if it names none, and the new ones.
    /// https://docs.discord.com/developers/reference#editing-message-attachments
    /// </summary>
    public static IReadOnlyDictionary<string, byte[]> FilesAfter(FakeMessage message, ApiRequest call)
    {
        var form = call.Form["data"] as JsonObject ?? call.Form;
        var kept = form["attachments"] is JsonArray named ? named.Select(a => a!["id"]!.ToString()).ToHashSet() : null;
        var files = message.Files.Where((_, i) => kept?.Contains(message.FileId(i)) != false).ToDictionary();
        foreach (var (name, content) in call.Files)
            files[name] = content;
        return files;
    }

    private ApiResponse Delete(FakeChannel channel, string id)
    {
        if (Find(channel, id) is not { } message)
            return ApiResponse.Unknown(10008);
        message.IsDeleted = true;
        return ApiResponse.Nothing;
    }

    private ApiResponse Crosspost(FakeChannel channel, string id)
    {
        if (Find(channel, id) is not { } message)
            return ApiResponse.Unknown(10008);
        if (channel.Type != 5)
            return ApiResponse.Error(400, 50024, "Cannot execute action on this channel type");
        if (message.IsCrossposted)
            return ApiResponse.Error(400, 40033, "This message has already been crossposted");
        if (subLimits.TakeCrosspost(channel.Id) is { } limited)
            return limited;
        message.IsCrossposted = true;
        return ApiResponse.Ok(message.Json());
    }

    /// <summary>An edit replaces the fields that it contains.</summary>
    public static JsonObject Merge(JsonObject body, JsonObject changes)
    {
        var merged = (JsonObject)body.DeepClone();
        foreach (var (key, value) in changes)
            merged[key] = value?.DeepClone();
        return merged;
    }

    private FakeMessage? Find(FakeChannel channel, string id) =>
        world.Messages.Find(m => m.Id == id && m.ChannelId == channel.Id && !m.IsDeleted && !m.IsEphemeral);
}
