using System.Collections.Concurrent;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Guilds;

/// <summary>
/// Caches channels and guilds, from gateway events or one request each. Entries are removed when they change, and guilds also
/// expire, so that a member loses rights soon after losing a role. Channels of guilds whose events arrive in another process expire as
/// guilds do. Thread-safe.
/// </summary>
internal sealed class ChannelCache(DiscordApi api, HeldShards shards, TimeProvider clock)
{
    private const int MaxChannels = 20_000;
    private static readonly TimeSpan CacheDuration = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (Channel Channel, long At)> channels = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (Guild Guild, long At)> guilds = new(StringComparer.Ordinal);

    /// <summary>Adds the channels of a guild, as received with GUILD_CREATE.</summary>
    public void Add(Guild guild)
    {
        foreach (var channel in guild.Channels ?? [])
            Add(channel with { GuildId = guild.Id });
        guilds.TryRemove(guild.Id, out _);
    }

    public void Add(Channel channel)
    {
        if (channels.Count >= MaxChannels)
            channels.Clear();
        channels[channel.Id] = (channel, clock.GetTimestamp());
    }

    public void Remove(string channel) => channels.TryRemove(channel, out _);

    public void RemoveGuild(string guild) => guilds.TryRemove(guild, out _);

    /// <summary>Removes the guilds of a shard, whose events arrive in another process from now on, and their channels.</summary>
    public void RemoveShard(int shard, int total)
    {
        foreach (var (id, known) in channels)
        {
            if (known.Channel.GuildId is { } guild && Shards.Of(guild, total) == shard)
                channels.TryRemove(id, out _);
        }

        foreach (var guild in guilds.Keys.Where(g => Shards.Of(g, total) == shard).ToList())
            guilds.TryRemove(guild, out _);
    }

    /// <exception cref="DiscordApiException">The channel does not exist, or the bot cannot see it.</exception>
    public async Task<Channel> GetAsync(string channel, CancellationToken ct)
    {
        if (channels.TryGetValue(channel, out var known) && (shards.Concern(known.Channel.GuildId) || IsRecent(known.At)))
            return known.Channel;

        var asked = await api.Channels.GetAsync(channel, ct);
        Add(asked);
        return asked;
    }

    /// <summary>A guild with its roles.</summary>
    public async Task<Guild> GuildAsync(string guild, CancellationToken ct)
    {
        if (guilds.TryGetValue(guild, out var known) && IsRecent(known.At))
            return known.Guild;

        var asked = await api.Guilds.GetAsync(guild, ct);
        guilds[guild] = (asked, clock.GetTimestamp());
        return asked;
    }

    /// <summary>The bot's own permissions in a channel. Not cached.</summary>
    public async Task<ulong> OwnPermissionsAsync(string channel, string bot, CancellationToken ct)
    {
        var asked = await api.Channels.GetAsync(channel, ct);
        if (asked.GuildId is not { } guildId)
            return ulong.MaxValue;

        // A thread has no overwrites of its own.
        var owner = asked is { IsThread: true, ParentId: { } parent } ? await api.Channels.GetAsync(parent, ct) : asked;
        var guild = await api.Guilds.GetAsync(guildId, ct);
        var self = await api.Guilds.MemberAsync(guildId, bot, ct);
        return Permissions.InChannel(guild, owner, bot, self.Roles);
    }

    private bool IsRecent(long at) => clock.GetElapsedTime(at) < CacheDuration;
}
