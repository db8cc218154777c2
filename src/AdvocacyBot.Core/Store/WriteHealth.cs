namespace AdvocacyBot.Core.Store;

/// <summary>
/// Whether writes to the database succeed. Every write transaction reports its failures here, and a loop reports when a write has
/// succeeded again, so that a health check need not write. Thread-safe.
/// </summary>
public sealed class WriteHealth
{
    private volatile Failure? latest;

    /// <summary>Why the latest write failed, to complete "the database cannot be written: …"; null if it did not.</summary>
    public string? Problem => latest?.Reason;

    /// <summary>Whether it failed because a disk is full.</summary>
    public bool IsDiskFull => latest is { IsDiskFull: true };

    internal void Succeeded() => latest = null;

    /// <summary>Ignores exceptions that are not about storage, such as those of the work itself.</summary>
    internal void Failed(Exception exception)
    {
        if (StorageTrouble.Reason(exception) is { } reason)
            latest = new Failure(reason, StorageTrouble.IsDiskFull(exception));
    }

    private sealed record Failure(string Reason, bool IsDiskFull);
}
