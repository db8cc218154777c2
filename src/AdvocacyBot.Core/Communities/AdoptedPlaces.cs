using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// After an upgrade, finds the places of the channels that an older version used and gives them to the first community, not yet
/// confirmed. The channels wait in <c>AdoptedChannels</c>, which the migration fills, until their platform is connected.
/// </summary>
public sealed partial class AdoptedPlaces(BotDb db, PlatformDirectory platforms, Membership membership, ILogger<AdoptedPlaces> logger)
{
    /// <summary>Whether the places of some channels are not known yet.</summary>
    public Task<bool> AnyWaitAsync(CancellationToken ct) => db.AdoptedChannels.AnyAsync(ct);

    /// <summary>Adopts the places of all channels whose platform is connected.</summary>
    public async Task AdoptAsync(CancellationToken ct)
    {
        foreach (var channel in await db.AdoptedChannels.AsNoTracking().ToListAsync(ct))
        {
            if (platforms.Find(channel.Platform) is not { IsReady: true } platform)
                continue;

            if (await platform.PlaceOfAsync(new Chat.ChannelRef(channel.Platform, channel.Channel), ct) is { } place
                && await membership.EnsureAsync(place, Community.FirstId, PlaceState.Unconfirmed, ct))
                LogAdopted(logger, place.ToString());
            await db.AdoptedChannels.Where(c => c.Platform == channel.Platform && c.Channel == channel.Channel).ExecuteDeleteAsync(ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Place} was used before communities existed. Confirm it with 'places confirm', or organizers there cannot give orders")]
    private static partial void LogAdopted(ILogger logger, string place);
}
