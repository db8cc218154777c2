namespace AdvocacyBot.Matrix.Api;

/// <summary>How long the bot waits for what.</summary>
internal sealed record MatrixTiming
{
    /// <summary>An ordinary request, from first byte to last.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the homeserver may hold a sync in which nothing is new.</summary>
    public TimeSpan SyncHold { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much longer than that a sync may take until the connection counts as dead.</summary>
    public TimeSpan SyncSlack { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After the first failure; doubled after each, up to <see cref="RetryCeiling"/>.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan RetryCeiling { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For how long a private answer is tried before it is given up.</summary>
    public TimeSpan PrivateAnswers { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long homeservers surely remember a transaction id; later, the room's history is read instead.</summary>
    public TimeSpan TransactionMemory { get; init; } = TimeSpan.FromHours(12);
}
