using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.EndToEnd;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>Processes the part of a sync that concerns one room, in the room's order. Different rooms may be processed in parallel.</summary>
internal sealed partial class RoomProcessor(
    Session session, RoomDirectory rooms, DirectRooms directs, GapFiller gaps, EventProcessor events, RoomReplacements replacements,
    EventDecryption decryption, RoomLifecycle lifecycle, ILogger<RoomProcessor> logger)
{
    public async Task ProcessAsync(IntentHandler handle, RoomUpdate update, SyncOrigin origin, CancellationToken ct)
    {
        // For a room that this process has not seen yet, the state at the start of the timeline stands in for what came before it.
        var before = rooms[update.Id] ?? new RoomState(update.Id).With(update.State);
        before = before.With(update.Summary);
        if (rooms[update.Id] is null && !await AdmitAsync(before.With(update.Timeline), update.Timeline, ct))
            return;

        var missed = update.GapBefore is { } gap && origin.Last is not null ? await gaps.FillAsync(update.Id, gap, origin, ct) : [];
        var all = missed.Concat(update.Timeline).ToList();
        var witnessed = RoomUpdate.SinceJoining(all, session.Me);
        var firstWitnessed = all.Count - witnessed.Count;
        var state = before;
        for (var i = 0; i < all.Count; i++)
        {
            if (i == missed.Count)
                state = state.With(update.State);
            var e = all[i];
            state = state.With(e);
            rooms.Put(state);
            if (i >= firstWitnessed && origin.MayBeNew(e))
                await ReadAsync(handle, state, e, origin, ct);
            // The bot has left it on account of this event.
            if (rooms[update.Id] is null)
                return;
        }

        if (all.Count == missed.Count)
            state = state.With(update.State);
        rooms.Put(state);
        await replacements.FollowAsync(state, ct);
        if (all.LastOrDefault(e => RoomUpdate.IsJoining(e, session.Me)) is { Id.Length: > 0 } joined && origin.MayBeNew(joined))
            await lifecycle.GreetAsync(state, joined.Id, ct);
        if (witnessed.Any(e => e.Type == EventTypes.Member && e.StateKey != session.Me && e.Membership is "leave" or "ban"))
            await lifecycle.LeaveIfAloneAsync(state, ct);
    }

    /// <summary>Determines the kind of a room that this process has not seen yet, before anything in it is processed.</summary>
    /// <returns>False if the bot must not be in it.</returns>
    private async Task<bool> AdmitAsync(RoomState room, IReadOnlyList<MatrixEvent> timeline, CancellationToken ct)
    {
        if (!await replacements.AdmitAsync(room, ct))
            return false;
        await replacements.FollowAsync(room, ct);
        await AdoptAsync(room, timeline, ct);
        return true;
    }

    private async Task ReadAsync(IntentHandler handle, RoomState room, MatrixEvent e, SyncOrigin origin, CancellationToken ct)
    {
        if (e.Type != EventTypes.Encrypted)
        {
            await ProcessAsync(handle, room, e, origin, ct);
        }
        else if (await decryption.DecryptAsync(room.Id, e, ct) is { } read)
        {
            await ProcessAsync(handle, room, read, origin, ct);
            await decryption.FinishAsync(e.Id, ct);
        }
    }

    private async Task ProcessAsync(IntentHandler handle, RoomState room, MatrixEvent e, SyncOrigin origin, CancellationToken ct)
    {
        try
        {
            await events.ProcessAsync(handle, room, e, origin, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not MatrixException { IsTransient: true }
            and not MatrixException { IsUnknownToken: true })
        {
            LogFailed(logger, e.Type, rooms.LogNameOf(room.Id), failure);
        }
    }

    /// <summary>Records a conversation that the bot opened just before it was stopped and could not record.</summary>
    private async Task AdoptAsync(RoomState room, IReadOnlyList<MatrixEvent> timeline, CancellationToken ct)
    {
        if (room.Creator != session.Me || rooms.OtherIn(room.Id) is not null)
            return;

        var invitation = timeline.FirstOrDefault(e =>
            e.Type == EventTypes.Member && e.Sender == session.Me && e.Membership == "invite" && e.Content.IsTrue("is_direct"));
        if (invitation.StateKey is { } member)
            await directs.AddAsync(room.Id, member, ct);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Matrix: a {Type} event in {Room} could not be processed")]
    private static partial void LogFailed(ILogger logger, string type, string room, Exception e);
}
