using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Loops;

/// <summary>
/// Work that turns over and over: does what is due, then sleeps until the next thing is due or until it is woken. What
/// throws in one turn is logged and tried again after a while; it never ends the loop.
/// </summary>
public abstract partial class Loop(TimeProvider clock, ILogger logger) : DeferredBackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim bell = new(0, 1);
    private long lastSign = clock.GetTimestamp();

    /// <summary>How long ago it last got on with its work; a loop that hangs shows here.</summary>
    public TimeSpan SinceSignOfLife => clock.GetElapsedTime(Interlocked.Read(ref lastSign));

    /// <summary>Does all that is due now.</summary>
    /// <returns>When the next thing is due, UTC; null when nothing is in sight.</returns>
    public abstract Task<DateTime?> TurnAsync(CancellationToken ct);

    /// <summary>Ends the sleep: something new may be due.</summary>
    public void Wake()
    {
        lock (bell)
        {
            if (bell.CurrentCount == 0)
                bell.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan sleep;
            try
            {
                sleep = await TurnAsync(stoppingToken) is { } due ? due - clock.UtcNow : Longest;
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailedTurn(logger, GetType().Name, e);
                sleep = AfterFailure;
            }

            ShowLife();
            if (sleep > TimeSpan.Zero)
                await SleepAsync(sleep < Longest ? sleep : Longest, stoppingToken);
        }
    }

    /// <summary>Says that a turn which takes its time gets on with its work.</summary>
    protected void ShowLife() => Interlocked.Exchange(ref lastSign, clock.GetTimestamp());

    /// <summary>Until it is woken, or time has passed.</summary>
    protected async Task SleepAsync(TimeSpan sleep, CancellationToken ct)
    {
        using var alarm = new CancellationTokenSource(sleep, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, ct);
        try
        {
            await bell.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The alarm went off: the next thing is due.
        }
    }

    public override void Dispose()
    {
        bell.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Loop} failed a turn and will try again")]
    private static partial void LogFailedTurn(ILogger logger, string loop, Exception e);
}
