using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Loops;

/// <summary>
/// Repeats one task: does all work that is due, then sleeps until more is due or until it is woken. An exception in one turn is logged,
/// and the turn is repeated after a while; it never ends the loop.
/// </summary>
public abstract partial class Loop(TimeProvider clock, ILogger logger) : DeferredBackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxSleep = TimeSpan.FromSeconds(30);
    private readonly Signal woken = new();
    private long lastSign = clock.GetTimestamp();

    /// <summary>The time since it last made progress, which shows whether the loop hangs.</summary>
    public TimeSpan SinceSignOfLife => clock.GetElapsedTime(Interlocked.Read(ref lastSign));

    /// <summary>Does all that is due now.</summary>
    /// <returns>When more work is due, UTC; null if nothing is planned.</returns>
    public abstract Task<DateTime?> TurnAsync(CancellationToken ct);

    /// <summary>Ends the sleep, because new work may be due.</summary>
    public void Wake() => woken.Raise();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan sleep;
            try
            {
                sleep = await TurnAsync(stoppingToken) is { } due ? due - clock.UtcNow : MaxSleep;
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailedTurn(logger, GetType().Name, e);
                sleep = AfterFailure;
            }

            ShowLife();
            if (sleep > TimeSpan.Zero)
                await SleepAsync(sleep < MaxSleep ? sleep : MaxSleep, stoppingToken);
        }
    }

    /// <summary>Records progress within a turn that takes long.</summary>
    protected void ShowLife() => Interlocked.Exchange(ref lastSign, clock.GetTimestamp());

    /// <summary>Sleeps until it is woken or the time has passed.</summary>
    protected async Task SleepAsync(TimeSpan sleep, CancellationToken ct)
    {
        using var alarm = new CancellationTokenSource(sleep, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, ct);
        try
        {
            await woken.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The time has passed.
        }
    }

    public override void Dispose()
    {
        woken.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Loop} failed a turn and will try again")]
    private static partial void LogFailedTurn(ILogger logger, string loop, Exception e);
}
