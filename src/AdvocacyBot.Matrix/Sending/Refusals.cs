using System.Collections.Concurrent;
using System.Net;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>Judges what can become of something that the homeserver did not take.</summary>
internal sealed class Refusals(SendGate gate)
{
    private const int TriesOfPoison = 6;
    private const int MostKeys = 1_000;
    private readonly ConcurrentDictionary<string, int> brokenOn = new(StringComparer.Ordinal);

    public SendFailedException Judge(string key, MatrixException e)
    {
        if (e.IsRateLimit)
        {
            var pause = e.RetryAfter ?? TimeSpan.FromSeconds(5);
            gate.CloseFor(pause);
            return new SendFailedException(SendFailure.Later, "The homeserver asks for patience.", pause, e);
        }

        if (e.IsUnknownToken)
            return new SendFailedException(SendFailure.Later, "The bot's Matrix session has ended; it is signing in again.", inner: e);

        // A homeserver that breaks on one message breaks on it again: after a few tries that message is the reason.
        if (e.Status == HttpStatusCode.InternalServerError && CountBroken(key) >= TriesOfPoison)
            return new SendFailedException(SendFailure.Never, "The homeserver fails on this message again and again.", inner: e);

        return e.IsPassing
            ? new SendFailedException(SendFailure.Later, "The homeserver cannot be reached or has an error of its own.", inner: e)
            : new SendFailedException(SendFailure.Never, Reason(e), inner: e);
    }

    public void Forget(string key) => brokenOn.TryRemove(key, out _);

    private int CountBroken(string key)
    {
        if (brokenOn.Count >= MostKeys)
            brokenOn.Clear();
        return brokenOn.AddOrUpdate(key, 1, (_, count) => count + 1);
    }

    private static string Reason(MatrixException e) => e.Status switch
    {
        HttpStatusCode.Forbidden => "The bot may not write in this Matrix room. Give it the power level that messages need there.",
        HttpStatusCode.NotFound => "This Matrix room is gone.",
        HttpStatusCode.RequestEntityTooLarge => "The message is longer than the homeserver takes.",
        _ => e.Message,
    };
}
