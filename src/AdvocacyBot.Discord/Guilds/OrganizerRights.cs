using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Guilds;

/// <summary>
/// Decides who is an organizer: members with a configured role or the permission Manage Events, according to the current event.
/// Discord's own command permissions are not trusted, because a server's administrators can override them.
/// </summary>
internal sealed class OrganizerRights(DiscordSettings settings, ChannelCache channels)
{
    /// <summary>For an interaction, which includes the member's permissions.</summary>
    public bool Of(Member? member) =>
        member is not null && (HasRole(member.Roles) || Permissions.Has(Permissions.Parse(member.Permissions), Permissions.ManageEvents));

    /// <summary>For a message, which does not include permissions: they are computed from the guild's roles.</summary>
    public async Task<bool> OfAuthorAsync(Message message, CancellationToken ct)
    {
        if (message is not { GuildId: { } guild, Member: { } member, Author: { } author })
            return false;
        if (HasRole(member.Roles))
            return true;

        try
        {
            return Permissions.Has(Permissions.InGuild(await channels.GuildAsync(guild, ct), author.Id, member.Roles), Permissions.ManageEvents);
        }
        catch (DiscordApiException)
        {
            // Fail closed.
            return false;
        }
    }

    private bool HasRole(IReadOnlyList<string> roles) => roles.Any(settings.OrganizerRoles.Contains);
}
