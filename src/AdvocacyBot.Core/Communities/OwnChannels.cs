using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// Whether the bot may post in a channel on behalf of the community in scope: only in the channels of its own places. A channel
/// that does not exist and one that belongs to somebody else give the same answer.
/// </summary>
public sealed class OwnChannels(CommunityScope scope, ChannelOwner owners)
{
    public async Task<bool> IncludeAsync(ChannelRef channel, CancellationToken ct) => await owners.FindAsync(channel, ct) == scope.Id;

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
