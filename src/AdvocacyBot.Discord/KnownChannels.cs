using System.Collections.Concurrent;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord;

/// <summary>
/// What is known of channels and servers: as the gateway tells it, else asked for once. Forgotten whenever it changes, so
/// that nobody's rights outlive their role for long.
/// </summary>
internal sealed class KnownChannels(DiscordApi api, TimeProvider clock)
{
    private const int Most = 20_000;
    private static readonly TimeSpan GuildMemory = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Channel> channels = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (Guild Guild, long At)> guilds = new(StringComparer.Ordinal);

    /// <summary>Takes in a server with its channels, as GUILD_CREATE gives them.</summary>
    public void Learn(Guild guild)
    {
        foreach (var channel in guild.Channels ?? [])
            Learn(channel with { GuildId = guild.Id });
        guilds.TryRemove(guild.Id, out _);
    }

    public void Learn(Channel channel)
    {
        if (channels.Count >= Most)
            channels.Clear();
        channels[channel.Id] = channel;
    }

    public void Forget(string channel) => channels.TryRemove(channel, out _);

    public void ForgetGuild(string guild) => guilds.TryRemove(guild, out _);

    /// <exception cref="DiscordFailure">It is not there, or the bot may not see it.</exception>
    public async Task<Channel> GetAsync(string channel, CancellationToken ct)
    {
        if (channels.TryGetValue(channel, out var known))
            return known;

        var asked = await api.ChannelAsync(channel, ct);
        Learn(asked);
        return asked;
    }

    /// <summary>A server with its roles.</summary>
    public async Task<Guild> GuildAsync(string guild, CancellationToken ct)
    {
        if (guilds.TryGetValue(guild, out var known) && clock.GetElapsedTime(known.At) < GuildMemory)
            return known.Guild;

        var asked = await api.GuildAsync(guild, ct);
        guilds[guild] = (asked, clock.GetTimestamp());
        return asked;
    }

    /// <summary>What the bot itself may do in a channel, asked anew.</summary>
    public async Task<ulong> OwnPermissionsAsync(string channel, string bot, CancellationToken ct)
    {
        var asked = await api.ChannelAsync(channel, ct);
        if (asked.GuildId is not { } guildId)
            return ulong.MaxValue;

        // A thread has no exceptions of its own.
        var place = asked.PermissionOverwrites is { Count: > 0 } || asked.ParentId is null || asked.Type < (ChannelType)10 || asked.Type > (ChannelType)12
            ? asked
            : await api.ChannelAsync(asked.ParentId, ct);
        var guild = await api.GuildAsync(guildId, ct);
        var self = await api.MemberAsync(guildId, bot, ct);
        return Permissions.InChannel(guild, place, bot, self.Roles);
    }
}
