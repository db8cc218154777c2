using AdvocacyBot.Matrix.Api;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>
/// Who is an organizer: whoever has the power level in the group's room at that very event. Alone with the bot, whoever has it in
/// a group's room that they are in now; the power that everybody has in a conversation of their own counts for nothing.
/// </summary>
internal sealed class Organizers(MatrixApi api, RoomBook book, MatrixSettings settings)
{
    public async Task<bool> IncludeAsync(RoomState room, string user, CancellationToken ct)
    {
        if (book.OtherIn(room.Id) is null)
            return HasPower(room, user);

        foreach (var group in book.Groups.Where(r => r.Replacement is null && HasPower(r, user)))
        {
            if (await api.MembershipAsync(group.Id, user, ct) == "join")
                return true;
        }

        return false;
    }

    private bool HasPower(RoomState room, string user) => room.Powers.Of(user) >= settings.OrganizerPowerLevel;
}
