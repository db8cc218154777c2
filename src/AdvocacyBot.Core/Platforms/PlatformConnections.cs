using System.Collections.Concurrent;

namespace AdvocacyBot.Core.Platforms;

/// <summary>Which platforms another process on the same database is connected to, so that this one stands by. Thread-safe.</summary>
public sealed class PlatformConnections
{
    private readonly ConcurrentDictionary<string, bool> elsewhere = new(StringComparer.Ordinal);

    /// <summary>Whether another process is connected to a platform.</summary>
    public bool IsElsewhere(string platform) => elsewhere.ContainsKey(platform);

    internal void StandBy(string platform) => elsewhere[platform] = true;

    internal void TakeOver(string platform) => elsewhere.TryRemove(platform, out _);
}
