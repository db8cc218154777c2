using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord;

/// <summary>
/// Who is an organizer: whoever has a configured role or may manage events, as the very event says, whatever a server's
/// settings say of the command.
/// </summary>
internal sealed class OrganizerRights(DiscordSettings settings, KnownChannels known)
{
    /// <summary>From an interaction, which carries the member's permissions.</summary>
    public bool Of(Member? member) =>
        member is not null && (HasRole(member.Roles) || Permissions.Has(Permissions.Parse(member.Permissions), Permissions.ManageEvents));

    /// <summary>From a message, whose member comes without permissions: they follow from the server's roles.</summary>
    public async Task<bool> OfAuthorAsync(Message message, CancellationToken ct)
    {
        if (message is not { GuildId: { } guild, Member: { } member, Author: { } author })
            return false;
        if (HasRole(member.Roles))
            return true;

        try
        {
            return Permissions.Has(Permissions.InGuild(await known.GuildAsync(guild, ct), author.Id, member.Roles), Permissions.ManageEvents);
        }
        catch (DiscordFailure)
        {
            // Unknown rights are no rights; the refusal tells the member to ask an organizer.
            return false;
        }
    }

    private bool HasRole(IReadOnlyList<string> roles) => roles.Any(settings.OrganizerRoles.Contains);
}
