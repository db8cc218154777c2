namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// The homeserver's message limit. It applies to the account, so after a refusal everything waits. Answers resume first, then posts,
/// then reactions. Thread-safe.
/// </summary>
internal sealed class RateLimit(TimeProvider clock)
{
    /// <summary>How much later posts resume than answers.</summary>
    private static readonly TimeSpan PostDelay = TimeSpan.FromMilliseconds(250);

    private const int MaxJitterMilliseconds = 50;
    private readonly Lock gate = new();
    private readonly SendBudget budget = new();
    private long closedUntil;
    private long updatedAt = clock.GetTimestamp();

    /// <summary>How long an answer or a post must wait; null if it may be sent now. Includes jitter, so that waiting senders do not return at once.</summary>
    public TimeSpan? WaitFor(bool isAnswer)
    {
        lock (gate)
        {
            var left = TimeSpan.FromTicks(closedUntil - Now);
            if (left <= TimeSpan.Zero)
                return null;
            return left + (isAnswer ? TimeSpan.Zero : PostDelay) + TimeSpan.FromMilliseconds(clock.GetTimestamp() % MaxJitterMilliseconds);
        }
    }

    /// <summary>How long an event must wait that yields to messages; null if it may be sent now.</summary>
    public TimeSpan? WaitForSpare()
    {
        lock (gate)
        {
            Update();
            var left = TimeSpan.FromTicks(Math.Max(closedUntil - Now, budget.UntilSpare.Ticks));
            return left > TimeSpan.Zero ? left : null;
        }
    }

    /// <summary>The homeserver has accepted an event.</summary>
    public void Accept()
    {
        lock (gate)
        {
            Update();
            budget.Spend();
        }
    }

    /// <summary>The homeserver has refused an event and asks to wait.</summary>
    public void Close(TimeSpan pause)
    {
        lock (gate)
        {
            Update();
            budget.Refuse();
            closedUntil = Now + pause.Ticks;
        }
    }

    private long Now => clock.GetElapsedTime(0, clock.GetTimestamp()).Ticks;

    private void Update()
    {
        var now = clock.GetTimestamp();
        budget.Elapse(clock.GetElapsedTime(updatedAt, now));
        updatedAt = now;
    }
}
