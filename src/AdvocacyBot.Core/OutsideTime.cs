namespace AdvocacyBot.Core;

/// <summary>
/// What others say the time is: servers of feeds in their Date headers, platforms with the messages of members. One of them may be
/// wrong, so nothing is taken from it but agreement with this machine's clock. Thread-safe.
/// </summary>
public sealed class OutsideTime(TimeProvider clock)
{
    private const int MaxCount = 32;
    private static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);
    private readonly Lock gate = new();
    private readonly Queue<(DateTime Said, long At)> heard = [];

    /// <summary>Somebody outside has just said the time. A no-op if null.</summary>
    public void Hear(DateTimeOffset? said)
    {
        if (said is not { } time)
            return;

        lock (gate)
        {
            heard.Enqueue((time.UtcDateTime, clock.GetTimestamp()));
            if (heard.Count > MaxCount)
                heard.Dequeue();
        }
    }

    /// <summary>Whether what one of the latest said, with the time since, is the present time within a day.</summary>
    public bool Confirms(DateTime now)
    {
        lock (gate)
            return heard.Any(h => (h.Said + clock.GetElapsedTime(h.At) - now).Duration() <= Tolerance);
    }
}
