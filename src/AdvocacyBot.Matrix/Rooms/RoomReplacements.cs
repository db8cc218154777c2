using System.Collections.Concurrent;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.State;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>
/// Follows rooms that are replaced, as by an upgrade to a newer room version. A replacement counts only if both rooms name each
/// other, so that nobody can draw the bot's posts, or their own rights, into a room of their own. It keeps the old room's kind: the
/// replacement of a conversation is a conversation with the same member. A room that has joined a community by itself stays with it.
/// </summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#room-upgrades"/>
internal sealed partial class RoomReplacements(
    MatrixApi api, RoomDirectory rooms, EncryptedRooms encrypted, EncryptedRoomRecord record, DirectRooms directs, Invitations invitations, MatrixStateStore state, IServiceScopeFactory scopes,
    ILogger<RoomReplacements> logger)
{
    private readonly ConcurrentDictionary<string, bool> followed = new(StringComparer.Ordinal);

    /// <summary>Lists a room that the bot has joined, before anything in it is processed, unless it was joined as a replacement and is none.</summary>
    /// <returns>False if it does not name the room that it should replace; the bot has then left it.</returns>
    public async Task<bool> AdmitAsync(RoomState room, CancellationToken ct)
    {
        var expected = state.Read(s => s.ExpectedPredecessors.GetValueOrDefault(room.Id));
        var isRefused = expected is not null && room.Predecessor != expected;
        // Posts wait for as long as the room is expected, and must find it afterwards.
        if (!isRefused)
            rooms.Put(room);
        if (expected is not null)
        {
            state.Change(s => s.ExpectedPredecessors.Remove(room.Id));
            await state.SaveAsync(ct);
        }

        if (!isRefused)
            return true;
        LogRefused(logger, rooms.LogNameOf(expected!));
        await directs.RemoveAsync(room.Id, ct);
        await api.LeaveAsync(room.Id, null, ct);
        return false;
    }

    /// <summary>Whether the bot is about to join the room that replaces this one.</summary>
    public bool IsExpected(RoomState room) =>
        room.Replacement is { } next && rooms[next] is null && state.Read(s => s.ExpectedPredecessors.GetValueOrDefault(next)) == room.Id;

    /// <summary>Joins the room that replaces this one, or records that this one replaces another.</summary>
    public async Task FollowAsync(RoomState room, CancellationToken ct)
    {
        if (room.Predecessor is { } old && rooms[old]?.Replacement == room.Id)
            await RecordAsync(old, room.Id, ct);
        if (room.Replacement is not { } next)
            return;

        if (rooms[next] is { } joined && joined.Predecessor == room.Id)
            await RecordAsync(room.Id, next, ct);
        else if (rooms[next] is null && followed.TryAdd(next, true))
            invitations.AcceptReplacement(room, next);
    }

    private async Task RecordAsync(string old, string next, CancellationToken ct)
    {
        var first = rooms.FirstOf(old);
        if (state.Read(s => s.Replacements.GetValueOrDefault(next)) == first || await IsPlaceAsync(next, ct))
            return;
        if (rooms.OtherIn(old) is { } member && rooms.OtherIn(next) is null)
            await directs.AddAsync(next, member, ct);
        // Whoever replaces a room must not be able to turn its encryption off.
        if (encrypted.Include(old))
            await record.AddAsync([next], ct);
        state.Change(s => s.Replacements[next] = first);
        var (from, to) = (rooms.LogNameOf(old), rooms.LogNameOf(next));
        LogReplaced(logger, from, to);
    }

    /// <summary>Whether a room has joined a community by itself. Such a room is never taken over by another one.</summary>
    private async Task<bool> IsPlaceAsync(string room, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        return await db.Places.AnyAsync(p => p.Platform == MatrixPlatform.PlatformName && p.Key == room, ct);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Matrix: room {Old} was replaced by {Next}; subscriptions and settings move with it")]
    private static partial void LogReplaced(ILogger logger, string old, string next);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: left a room that claimed to replace {Old} but does not name it")]
    private static partial void LogRefused(ILogger logger, string old);
}
