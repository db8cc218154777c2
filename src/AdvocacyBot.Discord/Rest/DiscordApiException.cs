namespace AdvocacyBot.Discord.Rest;

/// <summary>Discord refused a request, or its outcome is unknown. Contains no token and no path.</summary>
/// <param name="route">The route, without ids.</param>
/// <param name="status">The HTTP status; 0 without a response.</param>
/// <param name="code">Discord's error code; 0 if there is none.</param>
internal sealed class DiscordApiException(string route, int status, int code, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception($"{route} failed: status {status}, code {code}", inner)
{
    public int Status { get; } = status;

    public int Code { get; } = code;

    /// <summary>How long to wait before the next attempt, if known.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the request may have taken effect.</summary>
    public bool IsUncertain => Status is 0 or >= 500;
}
