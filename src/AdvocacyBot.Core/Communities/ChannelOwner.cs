using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Communities;

/// <summary>Tells to which community a channel belongs now: that of the place that contains it.</summary>
public sealed class ChannelOwner(BotDb db, PlatformDirectory platforms)
{
    /// <returns>
    /// The community, or <see cref="CommunityScope.Shared"/> if the place has not joined one; null if no place is known, as for a
    /// direct conversation, a channel that the bot cannot see, and a channel of an older version whose place is still looked for.
    /// </returns>
    public async Task<long?> FindAsync(ChannelRef channel, CancellationToken ct)
    {
        if (channel.Direct is not null || platforms.Find(channel.Platform) is not { } platform || await platform.PlaceOfAsync(channel, ct) is not { } place)
            return null;
        if (await db.Places.Where(p => p.Platform == place.Platform && p.Key == place.Id).Select(p => (long?)p.CommunityId).SingleOrDefaultAsync(ct) is { } owner)
            return owner;
        return await db.AdoptedChannels.AnyAsync(c => c.Platform == channel.Platform && c.Channel == channel.Id, ct) ? null : CommunityScope.Shared;
    }
}
