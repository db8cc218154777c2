using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Communities;

/// <summary>Leaves places that have not joined a community within a day. Nothing about them is stored.</summary>
internal sealed partial class LeaveStrangers(BotDb db, IEnumerable<IChatPlatform> platforms, TimeProvider clock, ILogger<LeaveStrangers> logger) : IHousekeeper
{
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    public async Task KeepAsync(CancellationToken ct)
    {
        // Until the places of an older version are known, every place may be one of them.
        if (await db.AdoptedChannels.AnyAsync(ct))
            return;

        foreach (var platform in platforms.Where(p => p.IsReady))
        {
            var joined = await db.Places.Where(p => p.Platform == platform.Name).Select(p => p.Key).ToHashSetAsync(ct);
            foreach (var place in (await platform.PlacesAsync(ct)).Where(p => !joined.Contains(p.Ref.Id)))
            {
                if (await platform.SinceAsync(place.Ref, ct) is not { } since || clock.UtcNow - since < Grace)
                    continue;
                await platform.LeaveAsync(place.Ref, ct);
                LogLeft(logger, platform.Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Left a place on {Platform} that had not joined a community within a day")]
    private static partial void LogLeft(ILogger logger, string platform);
}
