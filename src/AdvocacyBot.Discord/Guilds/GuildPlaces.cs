using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Rest;

namespace AdvocacyBot.Discord.Guilds;

/// <summary>Guilds as the places of communities: who stands how in them, and where the bot is.</summary>
internal sealed class GuildPlaces(DiscordApi api, ChannelCache channels, OrganizerRights rights)
{
    public static PlaceRef? PlaceOf(string? guild) => guild is null ? null : new PlaceRef(InteractionMapper.Platform, guild);

    public Task<Standing> StandingAsync(MemberRef member, PlaceRef place, CancellationToken ct) => rights.InGuildAsync(place.Id, member.Id, ct);

    public async Task<PlaceRef?> OfChannelAsync(ChannelRef channel, CancellationToken ct)
    {
        try
        {
            return PlaceOf((await channels.GetAsync(channel.Id, ct)).GuildId);
        }
        catch (DiscordApiException e) when (e.Status is 400 or 403 or 404)
        {
            return null;
        }
    }

    /// <summary>Whether a member can view a channel now, as its overwrites and the member's roles say. Fails closed.</summary>
    public async Task<bool> CanReadAsync(MemberRef member, ChannelRef channel, CancellationToken ct)
    {
        try
        {
            var found = await channels.GetAsync(channel.Id, ct);
            if (found.GuildId is not { } guild)
                return false;

            // A thread has no overwrites of its own.
            var owner = found is { IsThread: true, ParentId: { } parent } ? await channels.GetAsync(parent, ct) : found;
            var roles = (await api.Guilds.MemberAsync(guild, member.Id, ct)).Roles;
            return Permissions.Has(Permissions.InChannel(await channels.GuildAsync(guild, ct), owner, member.Id, roles), Permissions.ViewChannel);
        }
        catch (DiscordApiException)
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<PresentPlace>> AllAsync(CancellationToken ct) =>
        [.. (await api.Guilds.ListAsync(ct)).Select(g => new PresentPlace(new PlaceRef(InteractionMapper.Platform, g.Id), g.Name ?? g.Id))];

    public async Task<DateTime?> SinceAsync(PlaceRef place, string bot, CancellationToken ct)
    {
        try
        {
            return (await api.Guilds.MemberAsync(place.Id, bot, ct)).JoinedAt?.UtcDateTime;
        }
        catch (DiscordApiException e) when (e.Status is 403 or 404)
        {
            return null;
        }
    }

    public async Task LeaveAsync(PlaceRef place, CancellationToken ct)
    {
        try
        {
            await api.Guilds.LeaveAsync(place.Id, ct);
        }
        catch (DiscordApiException e) when (e.Status == 404)
        {
            // The bot is not there any more.
        }
    }
}
