namespace AdvocacyBot.Core.Store;

/// <summary>
/// Whether writes to the database succeed. Every write transaction reports its failures here, and a loop reports when a write has
/// succeeded again, so that a health check need not write. Thread-safe.
/// </summary>
public sealed class WriteHealth
{
    private volatile string? problem;
    private volatile bool isDiskFull;

    /// <summary>Why the latest write failed, to complete "the database cannot be written: …"; null if it did not.</summary>
    public string? Problem => problem;

    /// <summary>Whether it failed because a disk is full.</summary>
    public bool IsDiskFull => problem is not null && isDiskFull;

    internal void Succeeded() => problem = null;

    /// <summary>Ignores exceptions that are not about storage, such as those of the work itself.</summary>
    internal void Failed(Exception exception)
    {
        if (StorageTrouble.Reason(exception) is not { } reason)
            return;
        isDiskFull = StorageTrouble.IsDiskFull(exception);
        problem = reason;
    }
}
