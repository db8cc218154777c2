using AdvocacyBot.Core.Chat;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>Turns an event into an intent: who said it, where, and whether they are an organizer there.</summary>
internal sealed class IntentFactory(RoomDirectory rooms, DirectRooms directs, Organizers organizers)
{
    public async Task<Intent> MakeAsync(RoomState room, MatrixEvent e, IntentBody body, SyncOrigin origin, CancellationToken ct)
    {
        var (channel, isDirect) = (ChannelOf(room), await directs.IsPrivateAsync(room, ct));
        return new Intent(e.Id, new MemberRef(MatrixPlatform.PlatformName, e.Sender), channel, body)
        {
            // A conversation that others have joined is a room like any other.
            Place = isDirect ? null : new PlaceRef(MatrixPlatform.PlatformName, channel.Id),
            IsVouchedOrganizer = organizers.Include(room, e.Sender),
            IsDirect = isDirect,
            SaidAt = origin.TimeOf(e),
        };
    }

    /// <summary>The channel of a room: a replaced room and its replacements are one channel.</summary>
    public ChannelRef ChannelOf(RoomState room) => new(MatrixPlatform.PlatformName, rooms.FirstOf(room.Id));
}
