namespace AdvocacyBot.Discord.Rest;

/// <summary>
/// Spaces waiting requests. Requests that are sent together delay each other's responses, and only a response frees its place in
/// the limit, so that each second would lose what the burst took. All times are monotonic. Not thread-safe.
/// </summary>
internal sealed class Pacing
{
    /// <summary>Up to how many intervals late requests are caught up with.</summary>
    private const int MaxIntervalsLate = 5;

    private TimeSpan next;

    /// <summary>Between two requests.</summary>
    public required TimeSpan Interval { get; set; }

    /// <summary>Whether requests wait for the limit.</summary>
    public bool IsOn { get; set; }

    public TimeSpan Wait(TimeSpan now) => IsOn && next > now ? next - now : TimeSpan.Zero;

    public void Start(TimeSpan now) => next = now - next > MaxIntervalsLate * Interval ? now + Interval : next + Interval;
}
