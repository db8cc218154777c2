using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.Wire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>Rooms as the places of communities. A room that has properly replaced another is the same place.</summary>
internal sealed class RoomPlaces(MatrixApi api, Session session, RoomDirectory rooms, Organizers organizers, IServiceScopeFactory scopes)
{
    public Task<Standing> StandingAsync(MemberRef member, PlaceRef place, CancellationToken ct) => organizers.InRoomAsync(place.Id, member.Id, ct);

    /// <summary>Whether the room belongs to a community.</summary>
    public async Task<bool> HasJoinedAsync(RoomState room, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var key = rooms.FirstOf(room.Id);
        return await scope.ServiceProvider.GetRequiredService<BotDb>().Places.AnyAsync(p => p.Platform == MatrixPlatform.PlatformName && p.Key == key, ct);
    }

    /// <summary>A channel's id is its room's, or that of the first room of its chain.</summary>
    public PlaceRef? OfChannel(ChannelRef channel) =>
        rooms.ChainOf(channel.Id) is [var room, ..] && rooms.OtherIn(room.Id) is null ? PlaceOf(channel.Id) : null;

    public IReadOnlyList<PresentPlace> All() =>
        [.. rooms.All.Where(r => rooms.OtherIn(r.Id) is null && r.Replacement is null).Select(r => new PresentPlace(PlaceOf(rooms.FirstOf(r.Id)), r.Id))];

    public async Task<DateTime?> SinceAsync(PlaceRef place, CancellationToken ct)
    {
        if (rooms.ChainOf(place.Id) is not [var room, ..])
            return null;
        var joined = (await api.StateAsync(room.Id, ct)).FirstOrDefault(e => e.IsState(EventTypes.Member, session.Me));
        return joined.Id.Length > 0 ? joined.At : null;
    }

    public async Task LeaveAsync(PlaceRef place, CancellationToken ct)
    {
        foreach (var room in rooms.ChainOf(place.Id))
        {
            await api.LeaveAsync(room.Id, null, ct);
            rooms.Remove(room.Id);
        }
    }

    private static PlaceRef PlaceOf(string room) => new(MatrixPlatform.PlatformName, room);
}
