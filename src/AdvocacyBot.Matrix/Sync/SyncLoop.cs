using System.Net;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.EndToEnd;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.State;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>
/// Requests new events, processes and answers all of them, and only then stores the position. A crash in between brings the same
/// events again: they have their effect once, and the same answer is sent with the same transaction id.
/// </summary>
internal sealed partial class SyncLoop(
    MatrixApi api, Session session, RoomDirectory rooms, RoomProcessor processor, RoomLifecycle lifecycle, Invitations invitations,
    ConfiguredRooms configured, EncryptionSync encryption, LateEvents late, MatrixStateStore state, MatrixTiming timing, TimeProvider clock, ILogger<SyncLoop> logger)
{
    private const int MaxParallelRooms = 8;

    /// <summary>After this many failures of the same batch, a room that fails is skipped so that the others continue.</summary>
    private const int MaxBatchAttempts = 5;

    /// <summary>How often the position is stored when nothing happens.</summary>
    private static readonly TimeSpan IdleSaveInterval = TimeSpan.FromMinutes(1);

    private readonly Backoff retry = new(timing.FirstRetry, timing.MaxRetry);
    private long lastSync;

    /// <summary>How long ago the homeserver last answered; null before the first time.</summary>
    public TimeSpan? Silence => Interlocked.Read(ref lastSync) is > 0 and var at ? clock.GetElapsedTime(at) : null;

    /// <exception cref="MatrixException">The session has ended.</exception>
    public async Task RunAsync(IntentHandler handle, CancellationToken ct)
    {
        Interlocked.Exchange(ref lastSync, 0);
        var filter = await api.MakeFilterAsync(session.Me, SyncFilter.Make(), ct);
        var stored = await state.FindPositionAsync(session.Me, ct);
        var origin = new SyncOrigin(stored, IsTokenKnown: stored is not null);
        var savedAt = clock.GetTimestamp();

        for (var failures = 0; !ct.IsCancellationRequested;)
        {
            try
            {
                var isFirst = !rooms.IsComplete;
                var requestedAt = clock.UtcNow;
                var sync = await api.SyncAsync(origin.Token, filter, isFirst ? TimeSpan.Zero : timing.SyncTimeout, isFirst, ct);
                var position = new SyncPosition(session.Me, sync.NextBatch, requestedAt);
                var received = origin with { ReceivedAt = clock.UtcNow };
                var hasChanged = await late.BetweenAsync(() => ProcessAsync(handle, sync, received, failures >= MaxBatchAttempts, ct), ct);
                if (isFirst)
                    late.Resume();
                rooms.IsComplete = true;
                await configured.EnsureAsync(ct);
                Interlocked.Exchange(ref lastSync, clock.GetTimestamp());

                origin = new SyncOrigin(position, IsTokenKnown: true);
                await state.SaveAsync(ct);
                if (hasChanged || isFirst || clock.GetElapsedTime(savedAt) > IdleSaveInterval)
                {
                    await state.SaveAsync(position, ct);
                    savedAt = clock.GetTimestamp();
                }

                failures = 0;
            }
            catch (MatrixException e) when (e.IsUnknownToken)
            {
                throw;
            }
            catch (MatrixException e) when (origin.Token is not null && e is { Endpoint: "sync", Status: HttpStatusCode.BadRequest or HttpStatusCode.NotFound })
            {
                LogPositionLost(logger, e.Message);
                origin = origin with { IsTokenKnown = false };
                rooms.IsComplete = false;
            }
            catch (MatrixException e)
            {
                failures++;
                LogFailed(logger, failures, e.Message);
                await Task.Delay(e.RetryAfter ?? retry.After(failures), clock, ct);
            }
        }
    }

    /// <returns>Whether anything happened that should not be read again.</returns>
    private async Task<bool> ProcessAsync(IntentHandler handle, SyncResponse sync, SyncOrigin origin, bool skipFailing, CancellationToken ct)
    {
        var updates = RoomUpdate.Read(sync);
        await encryption.ReceiveAsync(sync, updates, afterGap: origin.Token is null, ct);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = MaxParallelRooms, CancellationToken = ct };
        // A replacement takes over the kind of the room before it, which must be known by then.
        foreach (var batch in updates.ToLookup(update => update.NamesPredecessor).OrderBy(group => group.Key))
            await Parallel.ForEachAsync(batch, parallel, (update, token) => ProcessAsync(handle, update, origin, skipFailing, token));

        foreach (var room in sync.Rooms?.Leave?.Keys ?? Enumerable.Empty<string>())
            await lifecycle.RemoveAsync(room, ct);
        await invitations.ReceiveAsync(sync, ct);
        return updates.Any(update => update.Timeline.Any(e => e.Sender != session.Me)) || sync.Rooms?.Invite?.Count > 0 || sync.Rooms?.Leave?.Count > 0;
    }

    private async ValueTask ProcessAsync(IntentHandler handle, RoomUpdate update, SyncOrigin origin, bool skipFailing, CancellationToken ct)
    {
        try
        {
            await processor.ProcessAsync(handle, update, origin, ct);
        }
        catch (MatrixException e) when (!e.IsUnknownToken && (skipFailing || !e.IsTransient))
        {
            LogSkipped(logger, rooms.LogNameOf(update.Id), e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: sync failed {Count} times in a row: {Reason}")]
    private static partial void LogFailed(ILogger logger, int count, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: the homeserver no longer knows where the last sync ended; syncing again from the start: {Reason}")]
    private static partial void LogPositionLost(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Matrix: news from {Room} could not be processed and are skipped: {Reason}")]
    private static partial void LogSkipped(ILogger logger, string room, string reason);
}
