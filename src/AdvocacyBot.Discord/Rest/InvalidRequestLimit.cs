namespace AdvocacyBot.Discord.Rest;

/// <summary>
/// Pauses all requests well before Discord bans the IP address, which it does after 10,000 responses with 401, 403 or 429 within
/// ten minutes. Not thread-safe.
/// https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
/// </summary>
internal sealed class InvalidRequestLimit(int maxCount = 2_000)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly Queue<TimeSpan> seen = new();

    public void Count(TimeSpan now) => seen.Enqueue(now);

    /// <summary>How long to send nothing; zero below the limit.</summary>
    public TimeSpan Wait(TimeSpan now)
    {
        while (seen.TryPeek(out var first) && now - first >= Window)
            seen.Dequeue();
        return seen.Count < maxCount ? TimeSpan.Zero : seen.Peek() + Window - now;
    }
}
