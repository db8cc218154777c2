namespace AdvocacyBot.Discord.Gateway;

/// <summary>
/// Keeps a connection below 120 sends a minute and reserves some of them for heartbeats, without which Discord closes it.
/// https://docs.discord.com/developers/events/gateway#rate-limiting
/// </summary>
internal sealed class SendLimit
{
    private const int MaxSends = 118;
    private const int ReservedForEssential = 10;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private readonly Queue<TimeSpan> sent = new();

    /// <param name="essential">Whether Discord closes the connection if this is not sent.</param>
    /// <param name="now">Monotonic.</param>
    /// <returns>Whether it may be sent now; if so, it is counted.</returns>
    public bool TryTake(bool essential, TimeSpan now)
    {
        while (sent.TryPeek(out var first) && now - first >= Window)
            sent.Dequeue();
        if (sent.Count >= (essential ? MaxSends : MaxSends - ReservedForEssential))
            return false;

        sent.Enqueue(now);
        return true;
    }
}
