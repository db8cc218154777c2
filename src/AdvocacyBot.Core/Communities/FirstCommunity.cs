using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// Names the first community by <c>Bot:Name</c> until its organizers choose a name (the migration has created it), and lets the places
/// join it that the configuration names. Idempotent; runs at each start.
/// </summary>
public sealed class FirstCommunity(
    BotDb db, WriteTransaction write, PlatformState states, Membership membership, BotSettings settings, IEnumerable<ConfiguredPlace> places)
{
    public async Task EnsureAsync(CancellationToken ct)
    {
        var first = await db.Communities.SingleAsync(c => c.Id == Community.FirstId, ct);
        if (first.Name != settings.Name && await states.FindAsync(CommunityStates.KeyOf(CommunityStates.Named, first.Id), ct) is null)
        {
            first.Name = settings.Name;
            await write.RunAsync("join-codes", inner => db.SaveChangesAsync(inner), ct);
        }

        foreach (var place in places)
            await membership.EnsureAsync(place.Place, Community.FirstId, PlaceState.Confirmed, ct);
    }
}
