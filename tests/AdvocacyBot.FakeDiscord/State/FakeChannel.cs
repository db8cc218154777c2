using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>A channel or a thread.</summary>
public sealed record FakeChannel(string Id, int Type, string? GuildId, string Name)
{
    public string? ParentId { get; init; }

    public string? OwnerId { get; init; }

    /// <summary>Permission overwrites: id, type, allow, deny.</summary>
    public List<(string Id, int Type, ulong Allow, ulong Deny)> Overwrites { get; } = [];

    public IReadOnlyList<FakeTag> Tags { get; init; } = [];

    public List<string> AppliedTags { get; init; } = [];

    public bool IsThread => Type is 10 or 11 or 12;

    public bool IsForum => Type is 15 or 16;

    /// <summary>Whether messages can be sent to it directly.</summary>
    public bool AcceptsMessages => Type is not (4 or 14 or 15 or 16);

    /// <summary>Whether a thread is archived.</summary>
    public bool IsArchived { get; set; }

    /// <summary>Whether only members with Manage Threads can unarchive a thread.</summary>
    public bool IsLocked { get; set; }

    /// <summary>The number of changes to <see cref="IsArchived"/>.</summary>
    public int ArchiveChanges { get; set; }

    /// <summary>Minutes of inactivity until Discord archives a thread.</summary>
    public int AutoArchiveMinutes { get; set; } = 4320;

    /// <summary>https://docs.discord.com/developers/resources/channel#channel-object</summary>
    public JsonObject Json()
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["type"] = Type,
            ["guild_id"] = GuildId,
            ["name"] = Name,
            ["parent_id"] = ParentId,
            ["owner_id"] = OwnerId,
            ["flags"] = 0,
            ["position"] = 0,
            ["topic"] = null,
            ["nsfw"] = false,
            ["last_message_id"] = null,
            ["permission_overwrites"] = new JsonArray([.. Overwrites.Select(o => new JsonObject
            {
                ["id"] = o.Id, ["type"] = o.Type, ["allow"] = o.Allow.ToString(), ["deny"] = o.Deny.ToString(),
            })]),
        };
        if (Type == 1)
            json["recipients"] = new JsonArray(FakeUser.Json(OwnerId!, isBot: false));
        if (IsForum)
            json["available_tags"] = new JsonArray([.. Tags.Select(t => t.Json())]);
        if (IsThread)
        {
            json["applied_tags"] = new JsonArray([.. AppliedTags.Select(t => JsonValue.Create(t))]);
            json["message_count"] = 0;
            json["member_count"] = 1;
            json["thread_metadata"] = new JsonObject
            {
                ["archived"] = IsArchived,
                ["locked"] = IsLocked,
                ["auto_archive_duration"] = AutoArchiveMinutes,
                ["archive_timestamp"] = "2026-01-01T00:00:00+00:00",
            };
        }

        return json;
    }
}

/// <summary>A forum tag; only moderators may apply a moderated one.</summary>
public sealed record FakeTag(string Id, string Name, bool Moderated = false)
{
    internal JsonObject Json() => new() { ["id"] = Id, ["name"] = Name, ["moderated"] = Moderated, ["emoji_id"] = null, ["emoji_name"] = null };
}
