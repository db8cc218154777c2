using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>
/// Who is an organizer: whoever has the power level in a room of a group. The power that everybody has in a conversation of their
/// own counts for nothing. Whether the room belongs to a community is not decided here.
/// </summary>
internal sealed class Organizers(MatrixApi api, RoomBook book, MatrixSettings settings)
{
    /// <summary>Whether the room itself vouches for the user, as of its last sync.</summary>
    public bool Include(RoomState room, string user) => book.OtherIn(room.Id) is null && HasPower(room, user);

    /// <summary>How a user stands in a room now, or in the room that has replaced it.</summary>
    public async Task<Standing> InRoomAsync(string room, string user, CancellationToken ct)
    {
        if (book.LineOf(room).FirstOrDefault(r => r.Replacement is null) is not { } present
            || book.OtherIn(present.Id) is not null || await api.MembershipAsync(present.Id, user, ct) != "join")
            return Standing.None;
        return HasPower(present, user) ? Standing.Organizer : Standing.Member;
    }

    private bool HasPower(RoomState room, string user) => room.Powers.Of(user) >= settings.OrganizerPowerLevel;
}
