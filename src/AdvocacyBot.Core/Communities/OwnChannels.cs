using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// Whether the bot may post in a channel on behalf of the community in scope: only in the channels of its own places. A channel
/// that does not exist and one that belongs to somebody else give the same answer.
/// </summary>
public sealed class OwnChannels(BotDb db, CommunityScope scope, PlatformDirectory platforms)
{
    public async Task<bool> IncludeAsync(ChannelRef channel, CancellationToken ct)
    {
        if (channel.Direct is not null || platforms.Find(channel.Platform) is not { } platform)
            return false;

        var community = scope.Id;
        return await platform.PlaceOfAsync(channel, ct) is { } place
            && await db.Places.AnyAsync(p => p.Platform == place.Platform && p.Key == place.Id && p.CommunityId == community, ct);
    }

    /// <summary>The first channel that is not the community's own; null if all are.</summary>
    /// <param name="here">The channel of the intent, whose place is known already.</param>
    public async Task<ChannelRef?> FirstForeignAsync(IEnumerable<ChannelRef> channels, ChannelRef here, CancellationToken ct)
    {
        foreach (var channel in channels.Where(c => c != here))
        {
            if (!await IncludeAsync(channel, ct))
                return channel;
        }

        return null;
    }
}
