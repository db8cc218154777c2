using System.Collections.Concurrent;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Guilds;

/// <summary>
/// Decides who is an organizer: members with the permission Manage Events, or with a role that the configuration or the server's setup
/// names, according to the current event.
/// Discord's own command permissions are not trusted, because a server's administrators can override them.
/// </summary>
internal sealed class OrganizerRights(DiscordSettings settings, DiscordApi api, ChannelCache channels, OrganizerRoles places, TimeProvider clock)
{
    private const int MaxStandings = 10_000;
    private static readonly TimeSpan StandingCacheDuration = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Guild, string Member), (Standing Standing, long At)> standings = [];

    /// <summary>For an interaction, which includes the member's permissions.</summary>
    public async ValueTask<bool> OfAsync(Interaction interaction, CancellationToken ct) =>
        interaction is { GuildId: { } guild, Member: { } member }
        && (Permissions.Has(Permissions.Parse(member.Permissions), Permissions.ManageEvents) || await HasRoleAsync(guild, member.Roles, ct));

    /// <summary>For a message, which does not include permissions: they are computed from the guild's roles.</summary>
    public async Task<bool> OfAuthorAsync(Message message, CancellationToken ct)
    {
        if (message is not { GuildId: { } guild, Member: { } member, Author: { } author })
            return false;
        if (await HasRoleAsync(guild, member.Roles, ct))
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

    /// <summary>How a member stands in a guild now, for direct conversations, whose events say nothing about guilds. Cached for a minute.</summary>
    public async Task<Standing> InGuildAsync(string guild, string member, CancellationToken ct)
    {
        var key = (guild, member);
        if (standings.TryGetValue(key, out var known) && clock.GetElapsedTime(known.At) < StandingCacheDuration)
            return known.Standing;

        if (await AskAsync(guild, member, ct) is not { } standing)
            return Standing.None;
        if (standings.Count >= MaxStandings)
            standings.Clear();
        standings[key] = (standing, clock.GetTimestamp());
        return standing;
    }

    /// <summary>Removes what is cached about a member.</summary>
    public void Forget(MemberRef member)
    {
        foreach (var key in standings.Keys.Where(k => member == new MemberRef(InteractionMapper.Platform, k.Member)).ToList())
            standings.TryRemove(key, out _);
    }

    /// <returns>Null if Discord cannot say now.</returns>
    private async Task<Standing?> AskAsync(string guild, string member, CancellationToken ct)
    {
        try
        {
            var found = await api.Guilds.MemberAsync(guild, member, ct);
            return await HasRoleAsync(guild, found.Roles, ct)
                || Permissions.Has(Permissions.InGuild(await channels.GuildAsync(guild, ct), member, found.Roles), Permissions.ManageEvents)
                    ? Standing.Organizer
                    : Standing.Member;
        }
        catch (DiscordApiException e)
        {
            return e.Status is 403 or 404 ? Standing.None : null;
        }
    }

    private async ValueTask<bool> HasRoleAsync(string guild, IReadOnlyList<string> roles, CancellationToken ct) =>
        roles.Count > 0
        && (roles.Any(settings.OrganizerRoles.Contains)
            || roles.Intersect(await places.OfAsync(new PlaceRef(InteractionMapper.Platform, guild), ct)).Any());
}
