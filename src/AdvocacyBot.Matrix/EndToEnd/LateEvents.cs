using AdvocacyBot.Core;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.State;
using AdvocacyBot.Matrix.Sync;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>
/// Processes events that were decrypted after their sync: their key was late, or the bot was stopped before they had their effect. They
/// and the events of syncs are processed one after the other.
/// </summary>
internal sealed partial class LateEvents(
    EncryptionDevice device, EventProcessor events, RoomDirectory rooms, Session session, TimeProvider clock, ILogger<LateEvents> logger) : IDisposable
{
    private const int MaxAttempts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>How late a key may be.</summary>
    private static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim processing = new(1, 1);

    /// <summary>Processes a sync while no late event is being processed.</summary>
    public async Task<T> BetweenAsync<T>(Func<Task<T>> process, CancellationToken ct)
    {
        await processing.WaitAsync(ct);
        try
        {
            return await process();
        }
        finally
        {
            processing.Release();
        }
    }

    /// <summary>After the first sync: what the bot had decrypted before it was stopped, and what that sync did not show again.</summary>
    public void Resume()
    {
        foreach (var id in device.Read.Ids)
            device.Late.Writer.TryWrite(id);
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(IntentHandler handle, CancellationToken ct)
    {
        await foreach (var id in device.Late.Reader.ReadAllAsync(ct))
        {
            for (var attempt = 1; !await BetweenAsync(() => ProcessAsync(handle, id, attempt, ct), ct); attempt++)
                await Task.Delay(Pause, clock, ct);
        }
    }

    /// <returns>Whether nothing is left to do.</returns>
    private async Task<bool> ProcessAsync(IntentHandler handle, string id, int attempt, CancellationToken ct)
    {
        if (device.Read.Find(id) is not var (room, e))
            return true;

        try
        {
            if (rooms[room] is { } state)
                await events.ProcessAsync(handle, state, e, new SyncOrigin(new SyncPosition(session.Me, "", clock.UtcNow - MaxDelay), true), ct);
        }
        catch (MatrixException failure) when (failure.IsTransient && attempt < MaxAttempts)
        {
            return false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not MatrixException { IsUnknownToken: true })
        {
            LogFailed(logger, rooms.LogNameOf(room), failure);
        }

        await device.FinishAsync(id, ct);
        return true;
    }

    public void Dispose() => processing.Dispose();

    [LoggerMessage(Level = LogLevel.Error, Message = "Matrix: an event in {Room} that was decrypted late could not be processed")]
    private static partial void LogFailed(ILogger logger, string room, Exception e);
}
