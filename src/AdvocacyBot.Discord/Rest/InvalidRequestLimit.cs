namespace AdvocacyBot.Discord.Rest;

/// <summary>
/// Pauses all requests well before Discord bans the IP address, which it does after 10,000 responses with 401, 403 or 429 within
/// ten minutes. Not thread-safe.
/// https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
/// </summary>
internal sealed class InvalidRequestLimit(int maxCount = InvalidRequestLimit.Default)
{
    private const int Default = 2_000;

    /// <summary>What all processes together may reach, if they share an address.</summary>
    private const int Total = 8_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly Queue<TimeSpan> seen = new();

    private int MaxCount { get; set; } = maxCount;

    /// <summary>How many processes share the limit.</summary>
    public void ShareAmong(int processes) => MaxCount = Math.Min(Default, Total / processes);

    public void Count(TimeSpan now) => seen.Enqueue(now);

    /// <summary>How long to send nothing; zero below the limit.</summary>
    public TimeSpan Wait(TimeSpan now)
    {
        while (seen.TryPeek(out var first) && now - first >= Window)
            seen.Dequeue();
        return seen.Count < MaxCount ? TimeSpan.Zero : seen.Peek() + Window - now;
    }
}
