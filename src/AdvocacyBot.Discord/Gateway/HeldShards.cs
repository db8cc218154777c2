namespace AdvocacyBot.Discord.Gateway;

/// <summary>The shards that this process runs, as others read it: health checks, caches, metrics. Thread-safe.</summary>
internal sealed class HeldShards
{
    private volatile Plan plan = new([], -1, 1);
    private volatile bool isSettled;

    /// <summary>The number of all shards.</summary>
    public int Total => plan.Total;

    /// <summary>The shards that run here.</summary>
    public IReadOnlyList<RunningShard> Running => plan.Running;

    /// <summary>
    /// Whether this process has had its share, and all that it runs is connected. Shards that it takes over later may take a minute, so
    /// that the end of one process does not make the others seem unready.
    /// </summary>
    public bool AreReady
    {
        get
        {
            var (running, share, _) = plan;
            if (!isSettled)
                isSettled = running.Count >= share && share >= 0 && running.All(s => s.IsConnected);
            return isSettled && (running.Count > 0 || share == 0) && running.All(s => s.IsWell);
        }
    }

    /// <summary>Whether the events of a guild arrive in this process. What has no guild changes too seldom to matter.</summary>
    public bool Concern(string? guild) => guild is null || plan.Running.Any(s => Shards.Of(guild, s.Shards) == s.Shard);

    /// <param name="running">All that run, also those that are about to stop.</param>
    /// <param name="share">How many should.</param>
    /// <param name="total">The number of all shards.</param>
    public void Set(IEnumerable<RunningShard> running, int share, int total) => plan = new Plan([.. running.Where(s => !s.IsStopping)], share, total);

    /// <summary>Nothing runs, and nothing is planned yet.</summary>
    public void Clear() => (plan, isSettled) = (new Plan([], -1, 1), false);

    private sealed record Plan(IReadOnlyList<RunningShard> Running, int Share, int Total);
}
