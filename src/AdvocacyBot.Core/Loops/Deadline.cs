namespace AdvocacyBot.Core.Loops;

/// <summary>
/// A token that is cancelled after a time limit or by the caller, whichever comes first. If <see cref="HasPassed"/> is true, the
/// limit passed and the caller did not cancel.
/// </summary>
public sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource timer;
    private readonly CancellationTokenSource either;
    private readonly CancellationToken caller;

    /// <param name="after">The time limit.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="ct">The caller's token.</param>
    public Deadline(TimeSpan after, TimeProvider clock, CancellationToken ct)
    {
        caller = ct;
        timer = new CancellationTokenSource(after, clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
    }

    public CancellationToken Token => either.Token;

    /// <summary>Whether the time limit, and not the caller, cancelled the token.</summary>
    public bool HasPassed => timer.IsCancellationRequested && !caller.IsCancellationRequested;

    public void Dispose()
    {
        either.Dispose();
        timer.Dispose();
    }
}
