using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// Finds the community that an intent concerns: that of its place, or, in a direct conversation, one of those in whose places
/// the member is. A number or a choice that somebody sends never determines it.
/// </summary>
public sealed class CommunityOfIntent(BotDb db, PlatformDirectory platforms, DirectCommunities direct, AdoptedPlaces adopted)
{
    private static readonly CompiledQuery<Func<BotDb, string, string, IAsyncEnumerable<Place>>> ByKey = new(() =>
        EF.CompileAsyncQuery((BotDb db, string platform, string key) =>
            db.Set<Place>().AsNoTracking().Where(p => p.Platform == platform && p.Key == key)));

    /// <summary>The community, several to choose from, or none. Asks the platform about each place at most once.</summary>
    public async Task<IReadOnlyList<FoundCommunity>> FindAsync(Intent intent, CancellationToken ct)
    {
        if (intent.Place is { } place)
        {
            if (await OfPlaceAsync(place, ct) is not { } joined)
                return [];
            direct.Saw(intent.Member, joined.CommunityId);
            return [new FoundCommunity(joined.CommunityId, joined.State, Standing.None)];
        }

        if (!intent.IsDirect)
            return [];
        if (direct.Chosen(intent.Member) is { } chosen)
        {
            if (await FindOneAsync(intent.Member, chosen, ct) is { } still)
                return [still];
            direct.Forget(intent.Member);
        }

        var found = await OfMemberAsync(intent.Member, ct);
        if (found is [var only])
            direct.Choose(intent.Member, only.Id);
        return found;
    }

    private async Task<Place?> OfPlaceAsync(PlaceRef place, CancellationToken ct)
    {
        if (await ByKey.On(db)(db, place.Platform, place.Id).FirstOrDefaultAsync(ct) is { } joined)
            return joined;
        // Right after an upgrade, people may write before the loop has found their place.
        if (!await adopted.AnyWaitAsync(ct))
            return null;
        await adopted.AdoptAsync(ct);
        return await ByKey.On(db)(db, place.Platform, place.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>A community that somebody in a direct conversation has named; null if the member is in none of its places now.</summary>
    public async Task<FoundCommunity?> FindOneAsync(MemberRef member, long community, CancellationToken ct)
    {
        var places = await db.Places.AsNoTracking()
            .Where(p => p.CommunityId == community && p.Platform == member.Platform).OrderBy(p => p.Id)
            .Take(DirectCommunities.MaxPlacesAsked).ToListAsync(ct);
        return (await StandingsAsync(member, places, ct)).SingleOrDefault();
    }

    /// <summary>The communities in whose places a member is now, by id, with the highest standing in each.</summary>
    public async Task<IReadOnlyList<FoundCommunity>> OfMemberAsync(MemberRef member, CancellationToken ct)
    {
        var places = await db.Places.AsNoTracking().Where(p => p.Platform == member.Platform).OrderBy(p => p.Id).ToListAsync(ct);
        var seen = direct.SeenIn(member);
        return await StandingsAsync(member, places.OrderByDescending(p => seen.Contains(p.CommunityId)).Take(DirectCommunities.MaxPlacesAsked), ct);
    }

    /// <summary>The highest standing in each community of some places. An unconfirmed place makes nobody an organizer.</summary>
    private async Task<IReadOnlyList<FoundCommunity>> StandingsAsync(MemberRef member, IEnumerable<Place> places, CancellationToken ct)
    {
        var found = new SortedDictionary<long, Standing>();
        if (platforms.Find(member.Platform) is not { } platform)
            return [];

        foreach (var place in places)
        {
            var before = found.GetValueOrDefault(place.CommunityId);
            if (before == Standing.Organizer || (before == Standing.Member && place.State == PlaceState.Unconfirmed))
                continue;
            var standing = await platform.StandingAsync(member, place.Ref, ct);
            if (standing == Standing.Organizer && place.State == PlaceState.Unconfirmed)
                standing = Standing.Member;
            if (standing > before)
                found[place.CommunityId] = standing;
        }

        return [.. found.Select(f => new FoundCommunity(f.Key, PlaceState: null, f.Value))];
    }
}
