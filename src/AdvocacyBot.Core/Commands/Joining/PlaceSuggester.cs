using System.Globalization;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Commands.Joining;

/// <summary>Suggests the community's own places.</summary>
internal sealed class PlaceSuggester(BotDb db) : IOptionSuggester
{
    public static string Option => "places.number";

    public async Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct)
    {
        var places = await db.Places.AsNoTracking().Where(p => p.CommunityId == request.Community).OrderBy(p => p.Id).ToListAsync(ct);
        return
        [
            .. places
                .Select(p => new SuggestedValue(
                    p.Id.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{p.Id} · {p.Platform} · {p.Key}")))
                .Matching(typed)
                .Take(SuggestedValue.MaxCount),
        ];
    }
}
