using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// Decides who organizes a community, for every command, choice and form. Authority comes only from a confirmed place of that
/// community: from the event's own place, or, in a direct conversation, from the places where the member has it now.
/// </summary>
public sealed class Authority(BotDb db, PlatformDirectory platforms)
{
    /// <summary>Whether the member of an intent organizes the community.</summary>
    /// <param name="community">The community that the intent was resolved to.</param>
    public async Task<bool> IsOrganizerAsync(Intent intent, long community, CancellationToken ct)
    {
        if (intent.Place is { } place)
        {
            return intent.IsVouchedOrganizer
                && await db.Places.AnyAsync(
                    p => p.Platform == place.Platform && p.Key == place.Id && p.CommunityId == community && p.State == PlaceState.Confirmed, ct);
        }

        if (!intent.IsDirect || platforms.Find(intent.Member.Platform) is not { } platform)
            return false;

        var keys = await db.Places
            .Where(p => p.CommunityId == community && p.Platform == platform.Name && p.State == PlaceState.Confirmed)
            .OrderBy(p => p.Id).Select(p => p.Key).ToListAsync(ct);
        foreach (var key in keys)
        {
            if (await platform.StandingAsync(intent.Member, new PlaceRef(platform.Name, key), ct) == Standing.Organizer)
                return true;
        }

        return false;
    }
}
