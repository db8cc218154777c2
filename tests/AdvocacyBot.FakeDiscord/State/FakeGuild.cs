using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>A guild with its roles, channels and members.</summary>
public sealed record FakeGuild(string Id, string Name, string OwnerId)
{
    public Dictionary<string, FakeRole> Roles { get; } = [];

    public List<FakeChannel> Channels { get; } = [];

    /// <summary>The bot's roles.</summary>
    public List<string> BotRoles { get; } = [];

    /// <summary>When the bot was added.</summary>
    public DateTimeOffset BotJoinedAt { get; set; } = DateTimeOffset.UtcNow;

    /// <summary>Members and their roles: those who have written or pressed something here. The bot is always a member.</summary>
    public Dictionary<string, IReadOnlyList<string>> Members { get; } = [];

    public FakeRole AddRole(string name, ulong permissions = 0, bool mentionable = false, string? id = null)
    {
        var role = new FakeRole(id ?? $"7{Roles.Count + 1}{Id[3..]}", name, permissions, mentionable);
        return Roles[role.Id] = role;
    }

    /// <summary>Whether a member has a permission in the guild, before channel overwrites.</summary>
    internal bool Grants(IEnumerable<string> roles, int bit) =>
        roles.Append(Id).Any(r => Roles.TryGetValue(r, out var role) && (role.Permissions & ((1UL << bit) | (1UL << 3))) != 0);

    /// <summary>https://docs.discord.com/developers/resources/guild#guild-object</summary>
    internal JsonObject Json() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["icon"] = null,
        ["owner_id"] = OwnerId,
        ["afk_channel_id"] = null,
        ["afk_timeout"] = 300,
        ["verification_level"] = 0,
        ["default_message_notifications"] = 0,
        ["explicit_content_filter"] = 0,
        ["roles"] = new JsonArray([.. Roles.Values.Select((r, i) => r.Json(i))]),
        ["emojis"] = new JsonArray(),
        ["stickers"] = new JsonArray(),
        ["features"] = new JsonArray("NEWS", "COMMUNITY"),
        ["mfa_level"] = 0,
        ["application_id"] = null,
        ["system_channel_id"] = null,
        ["system_channel_flags"] = 0,
        ["rules_channel_id"] = null,
        ["vanity_url_code"] = null,
        ["description"] = null,
        ["banner"] = null,
        ["premium_tier"] = 0,
        ["preferred_locale"] = "en-US",
        ["public_updates_channel_id"] = null,
        ["safety_alerts_channel_id"] = null,
        ["nsfw_level"] = 0,
        ["premium_progress_bar_enabled"] = false,
    };

    /// <summary>https://docs.discord.com/developers/events/gateway-events#guild-create</summary>
    internal JsonObject CreateEvent(string bot)
    {
        var json = Json();
        json["joined_at"] = "2026-01-01T00:00:00+00:00";
        json["large"] = false;
        json["unavailable"] = false;
        json["member_count"] = Members.Count + 1;
        json["voice_states"] = new JsonArray();
        json["members"] = new JsonArray(MemberJson(bot, isBot: true));
        json["channels"] = new JsonArray([.. Channels.Where(c => !c.IsThread).Select(c => c.Json())]);
        json["threads"] = new JsonArray([.. Channels.Where(c => c is { IsThread: true, IsArchived: false }).Select(c => c.Json())]);
        json["presences"] = new JsonArray();
        json["stage_instances"] = new JsonArray();
        json["guild_scheduled_events"] = new JsonArray();
        json["soundboard_sounds"] = new JsonArray();
        return json;
    }

    /// <summary>https://docs.discord.com/developers/resources/guild#guild-member-object</summary>
    internal JsonObject MemberJson(string member, bool isBot) => new()
    {
        ["user"] = FakeUser.Json(member, isBot),
        ["nick"] = null,
        ["avatar"] = null,
        ["roles"] = new JsonArray([.. (isBot ? BotRoles : Members.GetValueOrDefault(member, [])).Select(r => JsonValue.Create(r))]),
        ["joined_at"] = isBot ? BotJoinedAt.ToString("O") : "2026-01-01T00:00:00+00:00",
        ["premium_since"] = null,
        ["deaf"] = false,
        ["mute"] = false,
        ["flags"] = 0,
        ["pending"] = false,
        ["communication_disabled_until"] = null,
    };
}

/// <summary>A role of a guild.</summary>
/// <param name="Id">The id; @everyone has the guild's.</param>
/// <param name="Name">The name.</param>
/// <param name="Permissions">The permission bits.</param>
/// <param name="Mentionable">Whether anyone may mention it.</param>
public sealed record FakeRole(string Id, string Name, ulong Permissions, bool Mentionable)
{
    /// <summary>https://docs.discord.com/developers/topics/permissions#role-object</summary>
    internal JsonObject Json(int position = 1) => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["color"] = 0,
        ["colors"] = new JsonObject { ["primary_color"] = 0, ["secondary_color"] = null, ["tertiary_color"] = null },
        ["hoist"] = false,
        ["icon"] = null,
        ["unicode_emoji"] = null,
        ["position"] = position,
        ["permissions"] = Permissions.ToString(),
        ["managed"] = false,
        ["mentionable"] = Mentionable,
        ["flags"] = 0,
    };
}

/// <summary>https://docs.discord.com/developers/resources/user#user-object</summary>
internal static class FakeUser
{
    public static JsonObject Json(string id, bool isBot) => new()
    {
        ["id"] = id,
        ["username"] = isBot ? "bot" : "somebody",
        ["discriminator"] = isBot ? "0001" : "0",
        ["global_name"] = isBot ? null : "Somebody",
        ["avatar"] = null,
        ["bot"] = isBot,
        ["public_flags"] = 0,
    };
}
