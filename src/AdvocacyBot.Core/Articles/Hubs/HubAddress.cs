using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Hubs;

/// <summary>
/// Follows a change of the bot's public address: hubs are asked to forget the former one, and feeds subscribe with the new one, under
/// another token, so that what is sent to the former address is accepted no more.
/// </summary>
internal sealed class HubAddress(BotDb db, WriteTransaction write, PlatformState state, HubSettings settings, LeaveHubs leave, FollowHub follow)
{
    private const string Key = "hubs/address";

    /// <summary>A no-op if the address is the one that hubs know.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        var present = settings.PublicUrl?.AbsoluteUri ?? "";
        var known = await state.FindAsync(Key, ct);
        if ((known ?? present) == present && (known is not null || present.Length == 0))
            return;

        await write.RunAsync(
            "hubs",
            async inner =>
            {
                if (known is { Length: > 0 } && known != present)
                    await MoveAsync(new Uri(known), inner);
                await state.SaveAsync(Key, present, inner);
            },
            ct);
    }

    private async Task MoveAsync(Uri former, CancellationToken ct)
    {
        foreach (var subscription in await db.HubSubscriptions.ToListAsync(ct))
        {
            leave.Tell(subscription, former);
            if (settings.PublicUrl is null)
                db.HubSubscriptions.Remove(subscription);
            else
                follow.Restart(subscription);
        }
    }
}
