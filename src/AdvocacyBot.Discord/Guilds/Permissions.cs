using System.Globalization;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Guilds;

/// <summary>https://docs.discord.com/developers/topics/permissions</summary>
internal static class Permissions
{
    public const ulong Administrator = 1UL << 3;
    public const ulong ViewChannel = 1UL << 10;
    public const ulong SendMessages = 1UL << 11;
    public const ulong EmbedLinks = 1UL << 14;
    public const ulong AttachFiles = 1UL << 15;
    public const ulong ReadMessageHistory = 1UL << 16;
    public const ulong MentionEveryone = 1UL << 17;
    public const ulong ManageEvents = 1UL << 33;
    public const ulong ManageThreads = 1UL << 34;
    public const ulong CreatePublicThreads = 1UL << 35;
    public const ulong SendMessagesInThreads = 1UL << 38;

    /// <summary>Create events and edit those the bot created. Needed only with <c>Discord:ScheduledEvents</c>.</summary>
    public const ulong CreateEvents = 1UL << 44;

    /// <summary>The permissions in the invitation link.</summary>
    public const ulong Needed = ViewChannel | SendMessages | EmbedLinks | AttachFiles | ReadMessageHistory | SendMessagesInThreads | CreatePublicThreads;

    /// <summary>The permissions needed to post in a channel.</summary>
    public static IReadOnlyList<ulong> ToPostIn(Channel channel) =>
        [ViewChannel, channel.IsThread ? SendMessagesInThreads : SendMessages, EmbedLinks, AttachFiles, ReadMessageHistory];

    public static string ManageEventsText { get; } = ManageEvents.ToString(CultureInfo.InvariantCulture);

    public static ulong Parse(string? text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) ? bits : 0;

    public static bool Has(ulong permissions, ulong wanted) => (permissions & Administrator) != 0 || (permissions & wanted) == wanted;

    /// <summary>A member's permissions in a guild, before channel overwrites.</summary>
    public static ulong InGuild(Guild guild, string member, IReadOnlyList<string> roles)
    {
        if (guild.OwnerId == member)
            return ulong.MaxValue;

        // The @everyone role has the guild's id.
        var permissions = (guild.Roles ?? [])
            .Where(role => role.Id == guild.Id || roles.Contains(role.Id))
            .Aggregate(0UL, (all, role) => all | Parse(role.Permissions));
        return (permissions & Administrator) != 0 ? ulong.MaxValue : permissions;
    }

    /// <summary>A member's permissions in a channel: overwrites apply for @everyone first, then for all roles together, then for the member.</summary>
    public static ulong InChannel(Guild guild, Channel channel, string member, IReadOnlyList<string> roles)
    {
        var permissions = InGuild(guild, member, roles);
        if (permissions == ulong.MaxValue)
            return permissions;

        var overwrites = channel.PermissionOverwrites ?? [];
        permissions = Apply(permissions, overwrites.Where(o => o.Id == guild.Id));
        permissions = Apply(permissions, overwrites.Where(o => o.Id != guild.Id && roles.Contains(o.Id)));
        return Apply(permissions, overwrites.Where(o => o.Id == member));
    }

    private static ulong Apply(ulong permissions, IEnumerable<Overwrite> overwrites)
    {
        var (allow, deny) = (0UL, 0UL);
        foreach (var overwrite in overwrites)
            (allow, deny) = (allow | Parse(overwrite.Allow), deny | Parse(overwrite.Deny));
        return (permissions & ~deny) | allow;
    }
}
