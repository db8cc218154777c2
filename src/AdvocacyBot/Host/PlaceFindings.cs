using System.Globalization;
using System.Runtime.CompilerServices;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Host;

/// <summary>Reports the places that an upgrade took over and that nobody has confirmed yet.</summary>
internal static class PlaceFindings
{
    public static async IAsyncEnumerable<Finding> ExamineAsync(BotDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var place in await UnconfirmedAsync(db, ct))
            yield return Finding.Warning("places", Sentence(place));
        if (await db.AdoptedChannels.CountAsync(ct) is > 0 and var channels)
        {
            yield return Finding.Warning("places", string.Create(
                CultureInfo.InvariantCulture,
                $"The servers or rooms of {channels} channels of the earlier version are not known yet. Start the bot, and it looks for them once it is connected."));
        }
    }

    /// <param name="community">Only those of one community; null for all.</param>
    public static Task<List<Place>> UnconfirmedAsync(BotDb db, CancellationToken ct, long? community = null) =>
        db.Places.AsNoTracking().Where(p => p.State == PlaceState.Unconfirmed && (community == null || p.CommunityId == community)).OrderBy(p => p.Id).ToListAsync(ct);

    public static string Sentence(Place place) => string.Create(
        CultureInfo.InvariantCulture,
        $"{place.Platform} {place.Key} was used before communities existed. If it is yours, run 'places confirm {place.Id}'; if not, 'places leave {place.Id}'. Until then its organizers cannot give orders.");
}
