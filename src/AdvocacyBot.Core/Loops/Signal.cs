namespace AdvocacyBot.Core.Loops;

/// <summary>Wakes one waiter. Signals that come while nobody waits count as one. Thread-safe.</summary>
public sealed class Signal : IDisposable
{
    private readonly SemaphoreSlim raised = new(0, 1);

    public void Raise()
    {
        lock (raised)
        {
            if (raised.CurrentCount == 0)
                raised.Release();
        }
    }

    /// <summary>Waits until it is raised; returns at once if it was raised since the last wait.</summary>
    public Task WaitAsync(CancellationToken ct) => raised.WaitAsync(ct);

    /// <summary>Waits until it is raised, or for a time by the system's clock.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => raised.WaitAsync(atMost, ct);

    public void Dispose() => raised.Dispose();
}
