using System.Collections.Concurrent;

namespace AdvocacyBot.Core.Platforms;

/// <summary>Which platforms another process on the same database is connected to, so that this one stands by. Thread-safe.</summary>
public sealed class PlatformConnections
{
    private readonly ConcurrentDictionary<string, bool> elsewhere = new(StringComparer.Ordinal);

    /// <summary>Whether another process is connected to a platform.</summary>
    public bool IsElsewhere(string platform) => elsewhere.ContainsKey(platform);

    /// <summary>Another process is connected, and this one waits.</summary>
    public void StandBy(string platform) => elsewhere[platform] = true;

    /// <summary>This process connects.</summary>
    public void TakeOver(string platform) => elsewhere.TryRemove(platform, out _);
}
