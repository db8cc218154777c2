using System.Net;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Memory;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Listening;

/// <summary>
/// Listens: asks for what is new, has all of it take effect and answered, and only then stores how far it has come. A crash in
/// between brings the same events again, which have had their effect and get the same answer under the same transaction id.
/// </summary>
internal sealed partial class SyncLoop(
    MatrixApi api, Session session, RoomBook book, RoomIntake intake, RoomCare care, Invitations invitations, MatrixMemory memory,
    MatrixTiming timing, TimeProvider clock, ILogger<SyncLoop> logger)
{
    private const int RoomsAtOnce = 8;
    private const int TriesOfBatch = 5;

    /// <summary>How often a position is stored though nothing has happened.</summary>
    private static readonly TimeSpan IdleKeeping = TimeSpan.FromMinutes(1);

    private readonly Backoff retry = new(timing.Retry, timing.RetryCeiling);
    private long lastSync;

    /// <summary>How long ago the homeserver last answered; null before it ever has.</summary>
    public TimeSpan? Silence => Interlocked.Read(ref lastSync) is > 0 and var at ? clock.GetElapsedTime(at) : null;

    /// <exception cref="MatrixException">The session has ended.</exception>
    public async Task RunAsync(IntentHandler handle, CancellationToken ct)
    {
        Interlocked.Exchange(ref lastSync, 0);
        var filter = await api.MakeFilterAsync(session.Me, SyncFilter.Make(), ct);
        var stored = await memory.PositionOfAsync(session.Me, ct);
        var point = new StartingPoint(stored, IsTokenKnown: stored is not null);
        var keptAt = clock.GetTimestamp();

        for (var failures = 0; !ct.IsCancellationRequested;)
        {
            try
            {
                var isFirst = !book.IsComplete;
                var asked = clock.UtcNow;
                var sync = await api.SyncAsync(point.Token, filter, isFirst ? TimeSpan.Zero : timing.SyncHold, isFirst, ct);
                var position = new Position(session.Me, sync.NextBatch, asked);
                var changed = await TakeInAsync(handle, sync, point, failures >= TriesOfBatch, ct);
                book.IsComplete = true;
                Interlocked.Exchange(ref lastSync, clock.GetTimestamp());

                point = new StartingPoint(position, IsTokenKnown: true);
                await memory.KeepAsync(ct);
                if (changed || isFirst || clock.GetElapsedTime(keptAt) > IdleKeeping)
                {
                    await memory.KeepAsync(position, ct);
                    keptAt = clock.GetTimestamp();
                }

                failures = 0;
            }
            catch (MatrixException e) when (e.IsUnknownToken)
            {
                throw;
            }
            catch (MatrixException e) when (point.Token is not null && e is { Endpoint: "sync", Status: HttpStatusCode.BadRequest or HttpStatusCode.NotFound })
            {
                LogStartedAnew(logger, e.Message);
                point = point with { IsTokenKnown = false };
                book.IsComplete = false;
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
    private async Task<bool> TakeInAsync(IntentHandler handle, SyncResponse sync, StartingPoint point, bool skipFailing, CancellationToken ct)
    {
        var rooms = RoomNews.Read(sync);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = RoomsAtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(rooms, parallel, async (news, token) =>
        {
            try
            {
                await intake.TakeInAsync(handle, news, point, token);
            }
            catch (MatrixException e) when (!e.IsUnknownToken && (skipFailing || !e.IsPassing))
            {
                LogSkipped(logger, book.LogNameOf(news.Id), e.Message);
            }
        });

        foreach (var room in sync.Rooms?.Leave?.Keys ?? Enumerable.Empty<string>())
            await care.LeftAsync(room, ct);
        await invitations.ReceiveAsync(sync, ct);
        return rooms.Any(room => room.Timeline.Any(e => e.Sender != session.Me)) || sync.Rooms?.Invite?.Count > 0 || sync.Rooms?.Leave?.Count > 0;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: sync failed for the {Count}. time in a row: {Reason}")]
    private static partial void LogFailed(ILogger logger, int count, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: the homeserver does not know where the bot had stopped listening and is asked anew: {Reason}")]
    private static partial void LogStartedAnew(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Matrix: what is new in {Room} could not be taken in and is skipped: {Reason}")]
    private static partial void LogSkipped(ILogger logger, string room, string reason);
}
