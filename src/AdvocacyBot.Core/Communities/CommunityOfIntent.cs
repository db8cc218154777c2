using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// Finds the community that an intent concerns: that of its place, or, in a direct conversation, one of those in whose places
/// the member is. A number or a choice that somebody sends never determines it.
/// </summary>
public sealed class CommunityOfIntent(BotDb db, PlatformDirectory platforms, DirectCommunities direct)
{
    private static readonly CompiledQuery<Func<BotDb, string, string, IAsyncEnumerable<Place>>> ByKey = new(() =>
        EF.CompileAsyncQuery((BotDb db, string platform, string key) =>
            db.Set<Place>().AsNoTracking().Where(p => p.Platform == platform && p.Key == key)));

    /// <summary>The community, several to choose from, or none.</summary>
    public async Task<Found> FindAsync(Intent intent, CancellationToken ct)
    {
        if (intent.Place is { } place)
        {
            var joined = await ByKey.On(db)(db, place.Platform, place.Id).FirstOrDefaultAsync(ct);
            if (joined is not null)
                direct.Saw(intent.Member, joined.CommunityId);
            return joined is null ? Found.Nothing : new Found([joined.CommunityId], joined.State);
        }

        if (!intent.IsDirect)
            return Found.Nothing;
        if (direct.Chosen(intent.Member) is { } chosen)
            return new Found([chosen], PlaceState.Confirmed);

        var candidates = await OfMemberAsync(intent.Member, ct);
        if (candidates.Count == 1)
            direct.Choose(intent.Member, candidates[0]);
        return new Found(candidates, PlaceState.Confirmed);
    }

    /// <summary>The communities in whose places a member is now, by id.</summary>
    public async Task<IReadOnlyList<long>> OfMemberAsync(MemberRef member, CancellationToken ct)
    {
        if (platforms.Find(member.Platform) is not { } platform)
            return [];

        var places = await db.Places.AsNoTracking().Where(p => p.Platform == platform.Name).OrderBy(p => p.Id).ToListAsync(ct);
        var seen = direct.SeenIn(member);
        var found = new SortedSet<long>();
        foreach (var place in places.OrderByDescending(p => seen.Contains(p.CommunityId)).Take(DirectCommunities.MaxPlacesAsked))
        {
            if (!found.Contains(place.CommunityId) && await platform.StandingAsync(member, place.Ref, ct) != Standing.None)
                found.Add(place.CommunityId);
        }

        return [.. found];
    }

    /// <summary>What was found.</summary>
    /// <param name="Communities">Ids: none, one, or several that the member has to choose from.</param>
    /// <param name="State">Of the place, if there is one.</param>
    public sealed record Found(IReadOnlyList<long> Communities, PlaceState State)
    {
        public static readonly Found Nothing = new([], PlaceState.Confirmed);
    }
}
