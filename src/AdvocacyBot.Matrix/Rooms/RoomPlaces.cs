using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>Rooms as the places of communities. A room that has properly replaced another is the same place.</summary>
internal sealed class RoomPlaces(MatrixApi api, Session session, RoomBook book, Organizers organizers)
{
    public Task<Standing> StandingAsync(MemberRef member, PlaceRef place, CancellationToken ct) => organizers.InRoomAsync(place.Id, member.Id, ct);

    /// <summary>A channel's id is its room's, or that of the first room of its line.</summary>
    public PlaceRef? OfChannel(ChannelRef channel) =>
        book.LineOf(channel.Id) is [var room, ..] && book.OtherIn(room.Id) is null ? PlaceOf(channel.Id) : null;

    public IReadOnlyList<PresentPlace> All() =>
        [.. book.All.Where(r => book.OtherIn(r.Id) is null && r.Replacement is null).Select(r => new PresentPlace(PlaceOf(book.FirstOf(r.Id)), r.Id))];

    public async Task<DateTime?> SinceAsync(PlaceRef place, CancellationToken ct)
    {
        if (book.LineOf(place.Id) is not [var room, ..])
            return null;
        var joined = (await api.StateAsync(room.Id, ct)).FirstOrDefault(e => e.IsState(EventTypes.Member, session.Me));
        return joined.Id.Length > 0 ? joined.At : null;
    }

    public async Task LeaveAsync(PlaceRef place, CancellationToken ct)
    {
        foreach (var room in book.LineOf(place.Id))
        {
            await api.LeaveAsync(room.Id, null, ct);
            book.Remove(room.Id);
        }
    }

    private static PlaceRef PlaceOf(string room) => new(MatrixPlatform.PlatformName, room);
}
