namespace AdvocacyBot.Matrix.Api;

/// <summary>Timeouts and retry intervals of the Matrix client. Tests shorten them.</summary>
internal sealed record MatrixTiming
{
    /// <summary>For an ordinary request, from the first byte sent to the last byte received.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the homeserver may hold a sync request when nothing is new.</summary>
    public TimeSpan SyncTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Added to <see cref="SyncTimeout"/> before the connection counts as dead.</summary>
    public TimeSpan SyncMargin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After the first failure; doubled after each further one, up to <see cref="MaxRetry"/>.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan MaxRetry { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long delivery of a private answer is attempted.</summary>
    public TimeSpan PrivateAnswerTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a homeserver can be trusted to remember a transaction id. Later, the room's history is searched instead.</summary>
    public TimeSpan TransactionLifetime { get; init; } = TimeSpan.FromHours(12);
}
