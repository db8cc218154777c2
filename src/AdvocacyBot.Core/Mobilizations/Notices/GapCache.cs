using System.Collections.Concurrent;
using AdvocacyBot.Core.Alerts;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>
/// The gaps of each community, for a minute: alerts are looked for every few seconds, while a gap has to last for an hour. Holds one
/// entry per community. Thread-safe.
/// </summary>
internal sealed class GapCache(TimeProvider clock)
{
    public static readonly TimeSpan CacheDuration = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, (long Timestamp, IReadOnlyList<Alert> Alerts)> entries = new();

    public IReadOnlyList<Alert>? Find(long community) =>
        entries.TryGetValue(community, out var entry) && clock.GetElapsedTime(entry.Timestamp) < CacheDuration ? entry.Alerts : null;

    public void Set(long community, IReadOnlyList<Alert> alerts) => entries[community] = (clock.GetTimestamp(), alerts);
}
