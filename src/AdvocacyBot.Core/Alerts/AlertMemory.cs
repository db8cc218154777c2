namespace AdvocacyBot.Core.Alerts;

/// <summary>What this process knows of alerts that the database does not. Used by the alert loop alone; not thread-safe.</summary>
internal sealed class AlertMemory(TimeProvider clock)
{
    private readonly Dictionary<(long Community, string Key), (long Timestamp, DateTime At)> seen = [];
    private readonly Dictionary<(long Community, string Key), DateTime> unstored = [];

    /// <summary>Notes the present problems of a community, and forgets those that have ended.</summary>
    /// <returns>When each was first seen, UTC, without those that have not lasted long enough.</returns>
    public IReadOnlyDictionary<string, DateTime> Note(long community, IReadOnlyList<Alert> alerts)
    {
        foreach (var ended in seen.Keys.Where(k => k.Community == community && !alerts.Any(a => a.IsCertain && a.Key == k.Key)).ToList())
            seen.Remove(ended);
        foreach (var alert in alerts.Where(a => a.IsCertain))
            seen.TryAdd((community, alert.Key), (clock.GetTimestamp(), clock.UtcNow));
        return alerts
            .Where(a => a.IsCertain && clock.GetElapsedTime(seen[(community, a.Key)].Timestamp) >= a.After)
            .ToDictionary(a => a.Key, a => seen[(community, a.Key)].At, StringComparer.Ordinal);
    }

    /// <summary>Alerts that a community has read while the database could not be written.</summary>
    public IReadOnlyDictionary<string, DateTime> Unstored(long community) =>
        unstored.Where(u => u.Key.Community == community).ToDictionary(u => u.Key.Key, u => u.Value, StringComparer.Ordinal);

    public void AddUnstored(long community, string key, DateTime since) => unstored[(community, key)] = since;

    /// <summary>To be called when the database knows them.</summary>
    public void ClearUnstored(long community)
    {
        foreach (var key in unstored.Keys.Where(k => k.Community == community).ToList())
            unstored.Remove(key);
    }
}
