namespace AdvocacyBot.Discord.Rest;

/// <summary>A request that Discord refused, or of which nobody knows what became. Never with a token or a path's secrets.</summary>
/// <param name="route">The route, without ids.</param>
/// <param name="status">The HTTP status; 0 where no answer came.</param>
/// <param name="code">Discord's own code; 0 where there was none.</param>
internal sealed class DiscordFailure(string route, int status, int code, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception($"{route} failed: status {status}, code {code}", inner)
{
    public int Status { get; } = status;

    public int Code { get; } = code;

    /// <summary>How long to wait before trying again, where that is known.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether it may have had its effect all the same.</summary>
    public bool IsUncertain => Status is 0 or >= 500;
}
