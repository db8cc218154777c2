namespace AdvocacyBot.Discord.Wire;

/// <summary>https://docs.discord.com/developers/resources/channel#channel-object-channel-types</summary>
internal enum ChannelType
{
    Text = 0,
    Direct = 1,
    Voice = 2,
    Category = 4,
    Announcement = 5,
    AnnouncementThread = 10,
    PublicThread = 11,
    PrivateThread = 12,
    Stage = 13,
    Forum = 15,
    Media = 16,
}

internal static class ChannelTypes
{
    /// <summary>The channels in which the bot posts.</summary>
    public static readonly IReadOnlyList<ChannelType> Postable =
    [
        ChannelType.Text, ChannelType.Announcement, ChannelType.Forum, ChannelType.Media,
        ChannelType.PublicThread, ChannelType.AnnouncementThread, ChannelType.PrivateThread,
    ];
}

/// <summary>https://docs.discord.com/developers/resources/channel#channel-object</summary>
internal sealed record Channel(string Id, ChannelType Type)
{
    public string? GuildId { get; init; }

    public string? ParentId { get; init; }

    public string? OwnerId { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<ForumTag>? AvailableTags { get; init; }

    public IReadOnlyList<Overwrite>? PermissionOverwrites { get; init; }

    /// <summary>Only for threads.</summary>
    public ThreadMetadata? ThreadMetadata { get; init; }

    public bool IsForum => Type is ChannelType.Forum or ChannelType.Media;

    public bool IsThread => Type is ChannelType.AnnouncementThread or ChannelType.PublicThread or ChannelType.PrivateThread;
}

/// <summary>https://docs.discord.com/developers/resources/channel#thread-metadata-object</summary>
internal sealed record ThreadMetadata(bool Archived, bool Locked = false);

/// <summary>https://docs.discord.com/developers/resources/channel#forum-tag-object</summary>
internal sealed record ForumTag(string Id, string Name, bool Moderated = false);

/// <summary>https://docs.discord.com/developers/resources/channel#overwrite-object</summary>
internal sealed record Overwrite(string Id, int Type, string Allow, string Deny);

/// <summary>https://docs.discord.com/developers/resources/guild#guild-object</summary>
internal sealed record Guild(string Id)
{
    public string? Name { get; init; }

    public string? OwnerId { get; init; }

    public IReadOnlyList<Role>? Roles { get; init; }

    /// <summary>Only in GUILD_CREATE: https://docs.discord.com/developers/events/gateway-events#guild-create</summary>
    public IReadOnlyList<Channel>? Channels { get; init; }
}

/// <summary>https://docs.discord.com/developers/topics/permissions#role-object</summary>
internal sealed record Role(string Id, string Permissions)
{
    public string Name { get; init; } = "";

    /// <summary>Whether anyone may mention it.</summary>
    public bool Mentionable { get; init; }
}

/// <summary>https://docs.discord.com/developers/events/gateway-events#guild-role-create</summary>
internal sealed record RoleChange(string GuildId);

/// <summary>https://docs.discord.com/developers/resources/user#user-object</summary>
internal sealed record User(string Id = "", bool Bot = false)
{
    public string? Username { get; init; }
}

/// <summary>https://docs.discord.com/developers/resources/guild#guild-member-object</summary>
internal sealed record Member
{
    public User? User { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>Only in interactions: the member's permissions in the channel, including overwrites.</summary>
    public string? Permissions { get; init; }
}

/// <summary>https://docs.discord.com/developers/resources/application#application-object</summary>
internal sealed record Application(string Id)
{
    public string? Name { get; init; }

    public User? Bot { get; init; }

    /// <summary>Whether anyone may add the bot to a server: the switch Public Bot.</summary>
    public bool BotPublic { get; init; }

    /// <summary>https://docs.discord.com/developers/resources/application#application-object-application-flags</summary>
    public int Flags { get; init; }
}

/// <summary>https://docs.discord.com/developers/resources/channel#list-public-archived-threads and guild#list-active-guild-threads</summary>
internal sealed record ThreadList(IReadOnlyList<Channel> Threads);

/// <summary>https://docs.discord.com/developers/resources/user#create-dm</summary>
internal sealed record CreateDirect(string RecipientId);
