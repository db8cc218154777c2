using System.Globalization;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>https://docs.discord.com/developers/events/gateway#sharding</summary>
internal static class Shards
{
    /// <summary>The shard that receives a guild's events; events without a guild (direct messages) go to the first.</summary>
    public static int Of(string? guild, int shards) =>
        ulong.TryParse(guild, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? (int)((id >> 22) % (ulong)shards) : 0;
}
