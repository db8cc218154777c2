namespace AdvocacyBot.Discord.Gateway;

/// <summary>The <see cref="IdentifyBudget"/> that all shards share. Thread-safe.</summary>
internal sealed class SharedIdentifyBudget(IdentifyBudget budget, TimeProvider clock)
{
    private readonly Lock gate = new();

    /// <inheritdoc cref="IdentifyBudget.Take"/>
    public TimeSpan Take(int shard)
    {
        lock (gate)
            return budget.Take(shard, Now(clock));
    }

    /// <inheritdoc cref="IdentifyBudget.Wait"/>
    public TimeSpan Wait(int shard)
    {
        lock (gate)
            return budget.Wait(shard, Now(clock));
    }

    /// <summary>Monotonic time.</summary>
    public static TimeSpan Now(TimeProvider clock) => clock.GetElapsedTime(0, clock.GetTimestamp());
}
