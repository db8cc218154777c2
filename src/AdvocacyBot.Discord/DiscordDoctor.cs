using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace AdvocacyBot.Discord;

/// <summary>One finding about the Discord settings.</summary>
/// <param name="IsWell">Whether the check passed.</param>
/// <param name="Text">One sentence; if the check failed, it says how to fix the problem. Never contains the token.</param>
public sealed record DiscordFinding(bool IsWell, string Text);

/// <summary>What the installation knows about its places on Discord.</summary>
/// <param name="Channels">Ids of the channels in which the bot posts.</param>
/// <param name="Guilds">Ids of the servers that have joined a community.</param>
/// <param name="IsOpen">Whether any group may create a community.</param>
public sealed record DiscordPlaces(IReadOnlyCollection<string> Channels, IReadOnlyCollection<string> Guilds, bool IsOpen)
{
    /// <summary>Whether they are those of one group, which must not learn of others on the same bot: servers and settings of the whole bot are left out.</summary>
    public bool IsOneGroup { get; init; }

    /// <summary>Channels with the roles that the bot notifies there.</summary>
    public IReadOnlyList<(string Channel, string Role)> Mentions { get; init; } = [];
}

/// <summary>Checks the Discord settings against Discord itself: token, invitation, servers, and the permissions in each channel.</summary>
public static class DiscordDoctor
{
    /// <param name="settings">Settings with a token.</param>
    /// <param name="places">Where the bot is used.</param>
    /// <param name="ct">Cancels the checks.</param>
    public static async Task<IReadOnlyList<DiscordFinding>> ExamineAsync(DiscordSettings settings, DiscordPlaces places, CancellationToken ct)
    {
        var findings = new List<DiscordFinding>();
        using var client = new ApiClient(settings, TimeProvider.System, NullLogger<ApiClient>.Instance);
        var api = new DiscordApi(client);
        try
        {
            await CheckAsync(findings, settings, api, places, ct);
        }
        catch (DiscordApiException e)
        {
            findings.Add(new(false, e.Status switch
            {
                401 => "Discord does not accept the token. Create a new one on the application's Bot page and set Discord:Token.",
                429 => "Discord's rate limit is reached. Try again in a few minutes.",
                0 => $"Nothing answers at {settings.ApiBaseUrl}. Check the network, and Discord:ApiBaseUrl if you have set it.",
                _ => string.Create(CultureInfo.InvariantCulture, $"Discord answers with an error (status {e.Status}). Try again later."),
            }));
        }

        return findings;
    }

    /// <summary>The link that invites the bot with only the permissions it needs.</summary>
    /// <param name="application">The application's id.</param>
    /// <param name="scheduledEvents">Whether announcements are mirrored as scheduled events.</param>
    public static Uri InviteLink(string application, bool scheduledEvents = false) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"https://discord.com/oauth2/authorize?client_id={application}&scope=bot%20applications.commands&permissions={Permissions.Needed | (scheduledEvents ? Permissions.CreateEvents : 0)}"));

    private static async Task CheckAsync(
        List<DiscordFinding> findings, DiscordSettings settings, DiscordApi api, DiscordPlaces places, CancellationToken ct)
    {
        var application = await api.ApplicationAsync(ct);
        var bot = application.Bot?.Id ?? application.Id;
        if (places.IsOneGroup)
            await OwnServersAsync(findings, api, places, ct);
        else
            await InstallationAsync(findings, settings, api, application, places, ct);

        var cache = new ChannelCache(api, new HeldShards(), TimeProvider.System);
        foreach (var channel in places.Channels.Distinct(StringComparer.Ordinal))
            findings.Add(await ChannelAsync(api, cache, channel, bot, ct));

        var roles = new RoleLookup(cache, new BotIdentity(api));
        foreach (var (channel, role) in places.Mentions.Distinct())
        {
            if (await roles.FindAsync(new ChannelRef(InteractionMapper.Platform, channel), role, Language.English, ct) is { Problem: { } problem })
                findings.Add(new(false, problem));
        }
    }

    /// <summary>The servers of one group.</summary>
    private static async Task OwnServersAsync(List<DiscordFinding> findings, DiscordApi api, DiscordPlaces places, CancellationToken ct)
    {
        var guilds = await api.Guilds.ListAsync(ct);
        foreach (var id in places.Guilds)
        {
            findings.Add(guilds.FirstOrDefault(g => g.Id == id) is { } guild
                ? new(true, $"It is on {guild.Name ?? id}.")
                : new(false, $"It is no longer on the server {id}: invite it again, or let that server leave the group."));
        }
    }

    /// <summary>What concerns the whole bot.</summary>
    private static async Task InstallationAsync(
        List<DiscordFinding> findings, DiscordSettings settings, DiscordApi api, Application application, DiscordPlaces places, CancellationToken ct)
    {
        findings.Add(new(true, $"Discord knows the bot as {application.Name}. It needs no privileged intent; leave all three off."));
        findings.Add(new(true, $"Invite it with this link, which requests only the permissions it needs: {InviteLink(application.Id, settings.ScheduledEvents).AbsoluteUri}"));
        if (application.BotPublic && !places.IsOpen)
        {
            findings.Add(new(
                false,
                "Anyone can add this bot to a server of their own. On the application's Bot page switch off Public Bot (first set Install Link to None on the "
                + "Installation page), or set Communities:Open to true if other groups may use this bot."));
        }

        var gateway = await api.GatewayAsync(ct);
        var left = gateway.SessionStartLimit;
        findings.Add(new(left.Remaining > left.Total / 10, string.Create(
            CultureInfo.InvariantCulture,
            $"{left.Remaining} of {left.Total} connections are left for today{(left.Remaining > left.Total / 10 ? "." : ": find out why the bot restarts so often, before Discord resets its token.")}")));

        var guilds = await api.Guilds.ListAsync(ct);
        findings.Add(guilds.Count == 0
            ? new(false, "The bot is on no server yet: open the link above and choose yours.")
            : new(true, $"It is on: {string.Join(", ", guilds.Select(g => g.Name ?? g.Id))}."));
        foreach (var missing in settings.GuildIds.Where(id => guilds.All(g => g.Id != id)))
            findings.Add(new(false, $"Discord:GuildIds names the server {missing}, but the bot is not on it: invite it there, or remove that id."));

        foreach (var stranger in guilds.Where(g => !places.Guilds.Contains(g.Id) && !settings.GuildIds.Contains(g.Id)))
            findings.Add(new(false, $"The server {stranger.Name ?? stranger.Id} has not joined a group: enter /setup there with a code from 'places code'. Otherwise the bot leaves it after a day."));
    }

    private static async Task<DiscordFinding> ChannelAsync(DiscordApi api, ChannelCache cache, string channel, string bot, CancellationToken ct)
    {
        try
        {
            var found = await api.Channels.GetAsync(channel, ct);
            var name = found.Name ?? channel;
            var permissions = await cache.OwnPermissionsAsync(channel, bot, ct);
            var missing = Permissions.ToPostIn(found).Where(p => !Permissions.Has(permissions, p)).Select(p => PermissionNames.Of(p, Language.English)).ToList();
            return missing.Count == 0
                ? new(true, $"It can post in #{name}.")
                : new(false, $"In #{name} it lacks {string.Join(", ", missing)}: open Edit Channel, Permissions, add the bot and allow these.");
        }
        catch (DiscordApiException e) when (e.Status is 403 or 404)
        {
            return new(false, $"It cannot see the channel {channel}: allow it View Channel there, or remove the feeds of that channel if it no longer exists.");
        }
    }
}
