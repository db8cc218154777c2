using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>
/// Decides who is an organizer: whoever has the required power level in a room of a group. The power that everyone has in their own
/// conversation counts for nothing, and so does power in a space. Whether the room belongs to a community is decided elsewhere.
/// </summary>
internal sealed class Organizers(MatrixApi api, RoomDirectory rooms, MatrixSettings settings)
{
    /// <summary>Whether the room itself vouches for the user, as of its last sync.</summary>
    public bool Include(RoomState room, string user) => rooms.OtherIn(room.Id) is null && HasPower(room, user);

    /// <summary>A user's standing now, in the latest room of a chain. Asks the homeserver whether they are still in it.</summary>
    public async Task<Standing> InRoomAsync(string first, string user, CancellationToken ct)
    {
        if (rooms.ChainOf(first).FirstOrDefault(r => r.Replacement is null) is not { IsSpace: false } current
            || rooms.OtherIn(current.Id) is not null || await api.MembershipAsync(current.Id, user, ct) != "join")
            return Standing.None;
        return HasPower(current, user) ? Standing.Organizer : Standing.Member;
    }

    private bool HasPower(RoomState room, string user) => room.Powers.Of(user) >= settings.OrganizerPowerLevel;
}
