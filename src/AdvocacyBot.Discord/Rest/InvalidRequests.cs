namespace AdvocacyBot.Discord.Rest;

/// <summary>
/// Stops well before Discord bans the address: 10,000 answers of 401, 403 or 429 in ten minutes.
/// https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
/// </summary>
internal sealed class InvalidRequests(int most = 2_000)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly Queue<TimeSpan> seen = new();

    public void Count(TimeSpan now) => seen.Enqueue(now);

    /// <summary>How long to send nothing; zero while all is well.</summary>
    public TimeSpan Wait(TimeSpan now)
    {
        while (seen.TryPeek(out var first) && now - first >= Window)
            seen.Dequeue();
        return seen.Count < most ? TimeSpan.Zero : seen.Peek() + Window - now;
    }
}
