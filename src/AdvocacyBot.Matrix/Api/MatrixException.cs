using System.Net;

namespace AdvocacyBot.Matrix.Api;

/// <summary>
/// A request that the homeserver refused or did not answer. The message contains the endpoint and the error code, and no text
/// written by the homeserver or a person.
/// </summary>
/// <param name="endpoint">Such as "send"; without ids.</param>
/// <param name="status">Null if no answer came.</param>
/// <param name="code">The error's code, such as M_FORBIDDEN.</param>
/// <param name="retryAfter">How long the homeserver asks to wait.</param>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#standard-error-response"/>
internal sealed class MatrixException(
    string endpoint, HttpStatusCode? status, string? code = null, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception($"The homeserver {Outcome(status, code)} ({endpoint}).", inner)
{
    public string Endpoint { get; } = endpoint;

    public HttpStatusCode? Status { get; } = status;

    public string? Code { get; } = code;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>The session in which the homeserver wants the account's password for this request; null if it does not.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#user-interactive-authentication-api"/>
    public string? AuthSession { get; init; }

    public bool IsRateLimit => Status == HttpStatusCode.TooManyRequests || Code == "M_LIMIT_EXCEEDED";

    /// <summary>Whether the access token is no longer accepted.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#using-access-tokens"/>
    public bool IsUnknownToken => Code is "M_UNKNOWN_TOKEN" or "M_MISSING_TOKEN" || (Status == HttpStatusCode.Unauthorized && AuthSession is null);

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTransient => IsRateLimit || Status is null or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    /// <summary>Whether the resource does not exist, or the bot may not see it, which servers do not always distinguish.</summary>
    public bool IsMissing => Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden;

    private static string Outcome(HttpStatusCode? status, string? code) =>
        status is { } number ? $"answered {(int)number}{(code is null ? "" : " " + code)}" : "did not answer";
}
