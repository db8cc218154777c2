using System.Globalization;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Discord.Gateway;

namespace AdvocacyBot.Discord;

/// <summary>How the running processes have divided Discord's shards, as they say in the database.</summary>
public static class ShardReport
{
    /// <returns>Null while no process runs any, and on SQLite, where there is nothing to divide.</returns>
    public static async Task<DiscordFinding?> ReadAsync(PlatformState state, CancellationToken ct)
    {
        var members = await ShardMembers.LivingAsync(state, ct);
        if (members.Count == 0 || await ShardCount.FindAsync(state, ct) is not { } shards)
            return null;

        var shares = members.Select(member => ShardShare.Count(members, member, shards)).Select(share => share.ToString(CultureInfo.InvariantCulture));
        return new(true, string.Create(
            CultureInfo.InvariantCulture,
            $"{shards} {(shards == 1 ? "shard" : "shards")} for {members.Count} {(members.Count == 1 ? "process" : "processes")}: {string.Join(" + ", shares)}."));
    }
}
