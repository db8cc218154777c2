namespace AdvocacyBot.Discord.Gateway;

/// <summary>
/// Keeps a connection under 120 sends a minute, with room for the heartbeats that keep it alive.
/// https://docs.discord.com/developers/events/gateway#rate-limiting
/// </summary>
internal sealed class SendLimit
{
    private const int Most = 118;
    private const int Reserved = 10;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private readonly Queue<TimeSpan> sent = new();

    /// <param name="essential">Whether the connection ends without it.</param>
    /// <param name="now">On a monotonic clock.</param>
    /// <returns>Whether it may be sent now, in which case it counts.</returns>
    public bool TryTake(bool essential, TimeSpan now)
    {
        while (sent.TryPeek(out var first) && now - first >= Window)
            sent.Dequeue();
        if (sent.Count >= (essential ? Most : Most - Reserved))
            return false;

        sent.Enqueue(now);
        return true;
    }
}
