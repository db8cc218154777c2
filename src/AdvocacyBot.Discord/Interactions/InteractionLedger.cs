namespace AdvocacyBot.Discord.Interactions;

/// <summary>
/// Lets each interaction run once per process: Discord can deliver one several times, also while it is being processed. Bounded;
/// forgets an interaction when its token expires. Thread-safe.
/// </summary>
internal sealed class InteractionLedger(TimeProvider clock)
{
    private const int MaxCount = 20_000;
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(15);
    private readonly Lock gate = new();
    private readonly OrderedDictionary<string, long> entries = new(StringComparer.Ordinal);

    /// <returns>
    /// Whether this is the first delivery. A later one must end without waiting for the first, which may be queued behind it.
    /// </returns>
    public bool TryBegin(string interaction)
    {
        lock (gate)
        {
            while (entries.Count > 0 && (entries.Count >= MaxCount || clock.GetElapsedTime(entries.GetAt(0).Value) > TokenLifetime))
                entries.RemoveAt(0);
            return entries.TryAdd(interaction, clock.GetTimestamp());
        }
    }

    /// <summary>Lets an interaction run again that was not finished: whoever resumes the session receives it once more.</summary>
    public void Forget(string interaction)
    {
        lock (gate)
            entries.Remove(interaction);
    }
}
