using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>The state of the fake server: guilds, channels, messages, commands.</summary>
public sealed class FakeWorld
{
    public Lock Gate { get; } = new();

    public Snowflakes Ids { get; } = new();

    public string BotId { get; }

    public string ApplicationId { get; }

    public Dictionary<string, FakeGuild> Guilds { get; } = [];

    public Dictionary<string, FakeChannel> Channels { get; } = [];

    /// <summary>In order of creation, including ephemeral messages.</summary>
    public List<FakeMessage> Messages { get; } = [];

    /// <summary>The registered commands by scope: "global" or a guild id.</summary>
    public Dictionary<string, JsonArray> Commands { get; } = [];

    /// <summary>The number of command registrations.</summary>
    public int CommandWrites { get; set; }

    /// <summary>Members who do not accept direct messages.</summary>
    public HashSet<string> RejectsDirectMessages { get; } = [];

    public List<JsonObject> ScheduledEvents { get; } = [];

    public FakeWorld() => (BotId, ApplicationId) = (Ids.Next(), Ids.Next());

    public FakeGuild AddGuild(string name = "A group", ulong everyone = (1UL << 10) | (1UL << 11) | (1UL << 14) | (1UL << 15) | (1UL << 16))
    {
        lock (Gate)
        {
            var guild = new FakeGuild(Ids.Next(), name, Ids.Next());
            guild.Roles[guild.Id] = everyone;
            return Guilds[guild.Id] = guild;
        }
    }

    public FakeChannel AddChannel(FakeGuild guild, int type = 0, string name = "general", IReadOnlyList<FakeTag>? tags = null)
    {
        lock (Gate)
        {
            var channel = new FakeChannel(Ids.Next(), type, guild.Id, name) { Tags = tags ?? [] };
            guild.Channels.Add(channel);
            return Channels[channel.Id] = channel;
        }
    }

    /// <summary>The messages visible to everyone in a channel.</summary>
    public IReadOnlyList<FakeMessage> Shown(string channel)
    {
        lock (Gate)
            return [.. Messages.Where(m => m.ChannelId == channel && !m.IsEphemeral && !m.IsDeleted && !m.IsLoading)];
    }
}

/// <summary>A guild with its roles (id to permissions) and channels.</summary>
public sealed record FakeGuild(string Id, string Name, string OwnerId)
{
    public Dictionary<string, ulong> Roles { get; } = [];

    public List<FakeChannel> Channels { get; } = [];

    /// <summary>The bot's roles.</summary>
    public List<string> BotRoles { get; } = [];

    public JsonObject Json(bool withChannels) => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["owner_id"] = OwnerId,
        ["roles"] = new JsonArray([.. Roles.Select(r => new JsonObject { ["id"] = r.Key, ["permissions"] = r.Value.ToString() })]),
        ["channels"] = withChannels ? new JsonArray([.. Channels.Select(c => c.Json())]) : null,
    };
}

/// <summary>A channel or a thread.</summary>
public sealed record FakeChannel(string Id, int Type, string? GuildId, string Name)
{
    public string? ParentId { get; init; }

    public string? OwnerId { get; init; }

    /// <summary>Permission overwrites: id, type, allow, deny.</summary>
    public List<(string Id, int Type, ulong Allow, ulong Deny)> Overwrites { get; } = [];

    public IReadOnlyList<FakeTag> Tags { get; init; } = [];

    public List<string> AppliedTags { get; init; } = [];

    public JsonObject Json() => new()
    {
        ["id"] = Id,
        ["type"] = Type,
        ["guild_id"] = GuildId,
        ["name"] = Name,
        ["parent_id"] = ParentId,
        ["owner_id"] = OwnerId,
        ["permission_overwrites"] = new JsonArray([.. Overwrites.Select(o => new JsonObject
        {
            ["id"] = o.Id, ["type"] = o.Type, ["allow"] = o.Allow.ToString(), ["deny"] = o.Deny.ToString(),
        })]),
        ["available_tags"] = new JsonArray([.. Tags.Select(t => new JsonObject { ["id"] = t.Id, ["name"] = t.Name, ["moderated"] = t.Moderated })]),
    };
}

/// <summary>A forum tag; only moderators may apply a moderated one.</summary>
public sealed record FakeTag(string Id, string Name, bool Moderated = false);

/// <summary>A stored message.</summary>
public sealed class FakeMessage
{
    public required string Id { get; init; }

    public required string ChannelId { get; init; }

    public required string AuthorId { get; init; }

    public required DateTime At { get; init; }

    /// <summary>The complete request body.</summary>
    public required JsonObject Body { get; set; }

    public string? Nonce { get; init; }

    public bool IsEphemeral { get; set; }

    public bool IsDeleted { get; set; }

    /// <summary>Whether this is the placeholder of a deferral that has not been edited yet.</summary>
    public bool IsLoading { get; set; }

    public bool IsCrossposted { get; set; }

    public int Edits { get; set; }

    /// <summary>File names and contents.</summary>
    public IReadOnlyDictionary<string, string> Files { get; set; } = new Dictionary<string, string>();

    /// <summary>The notified members and roles.</summary>
    public required Pings Pings { get; init; }

    /// <summary>All visible text, in order.</summary>
    public string Words => MessageText.Of(Body);

    public IReadOnlyList<JsonObject> Buttons => MessageText.Buttons(Body);

    public JsonObject Json()
    {
        var json = (JsonObject)Body.DeepClone();
        foreach (var key in new[] { "allowed_mentions", "nonce", "enforce_nonce", "attachments" })
            json.Remove(key);
        foreach (var embed in json["embeds"] as JsonArray ?? [])
            embed!["type"] = "rich";
        json["id"] = Id;
        json["channel_id"] = ChannelId;
        json["author"] = new JsonObject { ["id"] = AuthorId, ["bot"] = true };
        json["mentions"] = new JsonArray();
        json["type"] = 0;
        json["flags"] = (json["flags"]?.GetValue<int>() ?? 0) | (IsEphemeral ? 64 : 0) | (IsLoading ? 128 : 0);
        return json;
    }
}
