namespace AdvocacyBot.Discord.Rest;

/// <summary>A request to Discord.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Route">Determines the rate limits.</param>
/// <param name="Path">Relative to the API's address. Contains ids and tokens, so it is never logged.</param>
internal sealed record ApiCall(HttpMethod Method, Route Route, string Path)
{
    /// <summary>Creates the body for each attempt.</summary>
    public Func<HttpContent>? Body { get; init; }

    /// <summary>Whether the request is idempotent and may be retried when its outcome is unknown.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>The maximum time to wait for rate limits; after that the request fails with status 429.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the bot's token is sent; responses to interactions use the interaction's token.</summary>
    public bool IsAuthorized => !Route.IsExempt;
}
