namespace AdvocacyBot.Core.Articles.Fetching;

/// <summary>The result of a request.</summary>
internal sealed record Fetched(FetchOutcome Outcome)
{
    /// <summary>Decompressed; empty unless it was read.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Where the answer came from, after redirects.</summary>
    public required Uri Address { get; init; }

    /// <summary>The target of a permanent redirect; null if there was none.</summary>
    public Uri? MovedTo { get; init; }

    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>The WebSub hub that the server names, and the address by which the hub knows the document.</summary>
    public Uri? Hub { get; init; }

    public Uri? Self { get; init; }

    /// <summary>How long the server says that its answer is fresh.</summary>
    public TimeSpan? FreshFor { get; init; }

    /// <summary>How long the server asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Why it failed.</summary>
    public FeedProblem? Problem { get; init; }

    /// <summary>Whether it failed because of this machine, such as for want of a network, which says nothing of the server.</summary>
    public bool IsOwnTrouble { get; init; }

    /// <summary>Whether the transfer broke off, so that the body's end is missing.</summary>
    public bool IsCutOff { get; init; }
}

/// <summary>The kinds of results.</summary>
internal enum FetchOutcome
{
    Read,
    NotModified,
    Failed,
    Gone,
}
