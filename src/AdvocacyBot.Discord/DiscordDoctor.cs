using System.Globalization;
using AdvocacyBot.Discord.Rest;
using Microsoft.Extensions.Logging.Abstractions;

namespace AdvocacyBot.Discord;

/// <summary>One finding about the Discord settings.</summary>
/// <param name="IsWell">Whether nothing has to be mended.</param>
/// <param name="Text">One sentence; where something is wrong it says how to mend it. Never with the token.</param>
public sealed record DiscordFinding(bool IsWell, string Text);

/// <summary>Checks the Discord settings against Discord itself: token, invitation, servers, and the permissions in each channel.</summary>
public static class DiscordDoctor
{
    /// <param name="settings">With a token.</param>
    /// <param name="channels">Ids of the channels in which the bot posts, such as those that follow a feed.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyList<DiscordFinding>> ExamineAsync(DiscordSettings settings, IEnumerable<string> channels, CancellationToken ct)
    {
        var findings = new List<DiscordFinding>();
        CheckIds(findings, settings.OrganizerRoles, "Discord:OrganizerRoles");
        CheckIds(findings, settings.GuildIds, "Discord:GuildIds");
        using var client = new ApiClient(settings, TimeProvider.System, NullLogger<ApiClient>.Instance);
        var api = new DiscordApi(client);
        try
        {
            await CheckAsync(findings, settings, api, channels, ct);
        }
        catch (DiscordFailure e)
        {
            findings.Add(new(false, e.Status switch
            {
                401 => "Discord does not accept the token. Make a new one on the application's Bot page and set Discord:Token.",
                429 => "Discord asks to wait. Try again in a few minutes.",
                0 => $"Nothing answers at {settings.ApiBaseUrl}. Check the network, and Discord:ApiBaseUrl if you have set it.",
                _ => string.Create(CultureInfo.InvariantCulture, $"Discord answers with an error (status {e.Status}). Try again later."),
            }));
        }

        return findings;
    }

    /// <summary>The link that invites the bot, with the permissions that it needs and no others.</summary>
    /// <param name="application">The application's id.</param>
    /// <param name="scheduledEvents">Whether announcements become events in Discord's calendar.</param>
    public static Uri InviteLink(string application, bool scheduledEvents = false) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"https://discord.com/oauth2/authorize?client_id={application}&scope=bot%20applications.commands&permissions={Permissions.Needed | (scheduledEvents ? Permissions.CreateEvents : 0)}"));

    private static async Task CheckAsync(
        List<DiscordFinding> findings, DiscordSettings settings, DiscordApi api, IEnumerable<string> channels, CancellationToken ct)
    {
        var application = await api.ApplicationAsync(ct);
        var bot = application.Bot?.Id ?? application.Id;
        findings.Add(new(true, $"Discord knows the bot as {application.Name}. It needs no privileged intent; leave all three off."));
        findings.Add(new(true, $"Invite it with this link, which asks for what it needs and no more: {InviteLink(application.Id, settings.ScheduledEvents).AbsoluteUri}"));

        var gateway = await api.GatewayAsync(ct);
        var left = gateway.SessionStartLimit;
        findings.Add(new(left.Remaining > left.Total / 10, string.Create(
            CultureInfo.InvariantCulture,
            $"{left.Remaining} of {left.Total} connections are left for today{(left.Remaining > left.Total / 10 ? "." : ": find out why the bot keeps starting anew before Discord resets its token.")}")));

        var guilds = await api.GuildsAsync(ct);
        findings.Add(guilds.Count == 0
            ? new(false, "The bot is on no server yet: open the link above and choose yours.")
            : new(true, $"It is on {string.Join(", ", guilds.Select(g => g.Name ?? g.Id))}."));
        foreach (var missing in settings.GuildIds.Where(id => guilds.All(g => g.Id != id)))
            findings.Add(new(false, $"Discord:GuildIds names the server {missing}, but the bot is not on it: invite it there, or take that id out."));

        var known = new KnownChannels(api, TimeProvider.System);
        foreach (var channel in channels.Distinct(StringComparer.Ordinal))
            findings.Add(await ChannelAsync(api, known, channel, bot, ct));
    }

    private static async Task<DiscordFinding> ChannelAsync(DiscordApi api, KnownChannels known, string channel, string bot, CancellationToken ct)
    {
        try
        {
            var name = (await api.ChannelAsync(channel, ct)).Name ?? channel;
            var permissions = await known.OwnPermissionsAsync(channel, bot, ct);
            var missing = Permissions.ToPost.Where(p => !Permissions.Has(permissions, p.Bit)).Select(p => p.Name).ToList();
            return missing.Count == 0
                ? new(true, $"It can post in #{name}.")
                : new(false, $"In #{name} it lacks {string.Join(", ", missing)}: open Edit Channel, Permissions, add the bot and allow these.");
        }
        catch (DiscordFailure e) when (e.Status is 403 or 404)
        {
            return new(false, $"It cannot see the channel {channel}: allow it View Channel there, or unfollow the feeds of that channel if it is gone.");
        }
    }

    private static void CheckIds(List<DiscordFinding> findings, IReadOnlyList<string> ids, string setting)
    {
        foreach (var wrong in ids.Where(id => id.Length is < 15 or > 20 || !id.All(char.IsAsciiDigit)))
            findings.Add(new(false, $"{setting} holds \"{wrong}\", which is no id. Turn on Developer Mode in Discord, right-click the role or server, and choose Copy ID."));
    }
}
