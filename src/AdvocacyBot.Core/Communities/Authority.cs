using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// Decides who organizes a community, for every command, choice and form. Authority comes only from a confirmed place of that
/// community: from the event's own place, or, in a direct conversation, from the places where the member has it now. Pure.
/// </summary>
public static class Authority
{
    /// <summary>Whether the member of an intent organizes the community.</summary>
    /// <param name="intent">As the platform gave it.</param>
    /// <param name="community">One of the communities that <see cref="CommunityOfIntent"/> has found for this intent.</param>
    public static bool IsOrganizer(Intent intent, FoundCommunity community) => intent.Place is null
        ? intent.IsDirect && community.Standing == Standing.Organizer
        : intent.IsVouchedOrganizer && community.PlaceState == PlaceState.Confirmed;
}

/// <summary>A community that an intent may concern.</summary>
/// <param name="Id">Which.</param>
/// <param name="PlaceState">The state of the intent's place in it; null in a direct conversation.</param>
/// <param name="Standing">In a direct conversation, how the member stands in the community's places now; else not asked.</param>
public sealed record FoundCommunity(long Id, PlaceState? PlaceState, Standing Standing);
