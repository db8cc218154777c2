using System.Collections.Concurrent;
using System.Net;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>Decides whether a request that the homeserver did not accept should be attempted again. Thread-safe.</summary>
internal sealed class SendErrors(RateLimit limit)
{
    private const int MaxServerErrors = 6;
    private const int MaxKeys = 1_000;
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, int> serverErrors = new(StringComparer.Ordinal);

    /// <param name="key">The post's key, or the message to edit.</param>
    /// <param name="e">What the homeserver answered.</param>
    public SendFailedException Classify(string key, MatrixException e)
    {
        if (e.IsRateLimit)
        {
            var pause = e.RetryAfter ?? DefaultPause;
            limit.Close(pause);
            return new SendFailedException(SendFailure.Later, "The homeserver's message limit is reached.", pause, e);
        }

        if (e.IsUnknownToken)
            return new SendFailedException(SendFailure.Later, "The bot's Matrix session has ended; it is signing in again.", inner: e);

        // A homeserver that fails on a message fails on it again; after a few attempts the message counts as the cause.
        if (e.Status == HttpStatusCode.InternalServerError && CountServerError(key) >= MaxServerErrors)
            return new SendFailedException(SendFailure.Never, "The homeserver fails on this message again and again.", inner: e);

        return e.IsTransient
            ? new SendFailedException(SendFailure.Later, "The homeserver cannot be reached or has an error of its own.", inner: e)
            : new SendFailedException(SendFailure.Never, ReasonOf(e), inner: e);
    }

    public void Forget(string key) => serverErrors.TryRemove(key, out _);

    private int CountServerError(string key)
    {
        if (serverErrors.Count >= MaxKeys)
            serverErrors.Clear();
        return serverErrors.AddOrUpdate(key, 1, (_, count) => count + 1);
    }

    private static string ReasonOf(MatrixException e) => e.Status switch
    {
        HttpStatusCode.Forbidden => "The bot may not write in this Matrix room. Give it the power level that messages need there.",
        HttpStatusCode.NotFound => "This Matrix room no longer exists.",
        HttpStatusCode.RequestEntityTooLarge => "The message is longer than the homeserver accepts.",
        _ => e.Message,
    };
}
