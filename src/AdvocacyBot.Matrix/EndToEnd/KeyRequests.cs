using AdvocacyBot.Core.Loops;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Encryption.Machine;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>Performs the machine's requests, several at a time, and repeats what failed in passing.</summary>
internal sealed partial class KeyRequests(
    MatrixApi api, EncryptionDevice device, OfferedChoices offers, MatrixSettings settings, MatrixTiming timing, TimeProvider clock, ILogger<KeyRequests> logger)
{
    private const int MaxParallel = 4;
    private const int MaxAttempts = 8;
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(20);

    private readonly Backoff retry = new(timing.FirstRetry, timing.MaxRetry);

    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="MatrixException">The session has ended.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task[] parts = [TickAsync(stop.Token), .. Enumerable.Range(0, MaxParallel).Select(_ => PerformAsync(stop.Token))];
        var first = await Task.WhenAny(parts);
        await stop.CancelAsync();
        await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    /// <summary>The machine reads no clock; it gives up, cleans up and repeats when it is called.</summary>
    private async Task TickAsync(CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(TickInterval, clock, ct);
            await device.TickAsync(ct);
            await offers.RemoveAsync(null, ct);
        }
    }

    private async Task PerformAsync(CancellationToken ct)
    {
        await foreach (var request in device.Requests.ReadAllAsync(ct))
            await device.StepAsync(await PerformAsync(request, ct), ct);
    }

    private async Task<MachineInput> PerformAsync(MachineRequest request, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new MachineInput.RequestAnswered(request.Id, await api.PerformAsync(request, request.Body, ct));
            }
            catch (MatrixException e) when (e.IsUnknownToken)
            {
                throw;
            }
            catch (MatrixException e) when (e.IsTransient && (IsLasting(request) || attempt < MaxAttempts))
            {
                await Task.Delay(e.RetryAfter ?? retry.After(attempt), clock, ct);
            }
            catch (MatrixException e) when (e.AuthSession is { } session && request.Kind == RequestKind.DeviceSigningUpload && settings.Password.Length > 0 && attempt == 1)
            {
                request = request with { Body = AccountPassword.Add(request.Body, settings, session) };
            }
            catch (MatrixException e)
            {
                LogRefused(logger, request.Kind, e.Message);
                return new MachineInput.RequestRefused(request.Id, (int?)e.Status ?? 0);
            }
        }
    }

    /// <summary>A message to devices must arrive: a repetition is the same request.</summary>
    private static bool IsLasting(MachineRequest request) => request.Kind is RequestKind.ToDevice or RequestKind.KeysUpload;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: a request for encryption keys ({Kind}) was refused: {Reason}")]
    private static partial void LogRefused(ILogger logger, RequestKind kind, string reason);
}
