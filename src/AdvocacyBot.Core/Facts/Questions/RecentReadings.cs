using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>
/// Remembers the last reading of each member in each channel for five minutes, so that a follow-up can be understood. Holds
/// slots, never the typed text; in memory only, at most 1,000. Thread-safe.
/// </summary>
internal sealed class RecentReadings(TimeProvider clock)
{
    private const int MaxCount = 1_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly Dictionary<(MemberRef Member, ChannelRef Channel), (Question Question, DateTime At)> readings = [];
    private readonly Lock gate = new();

    /// <summary>The member's last reading in the channel; null if there is none or it is too old.</summary>
    public Question? Find(MemberRef member, ChannelRef channel)
    {
        lock (gate)
            return readings.TryGetValue((member, channel), out var reading) && clock.UtcNow - reading.At < Lifetime ? reading.Question : null;
    }

    public void Add(MemberRef member, ChannelRef channel, Question question)
    {
        lock (gate)
        {
            var now = clock.UtcNow;
            if (readings.Count >= MaxCount && !readings.ContainsKey((member, channel)))
                Evict(now);
            readings[(member, channel)] = (question, now);
        }
    }

    /// <summary>Deletes everything remembered of a member.</summary>
    public void Forget(MemberRef member)
    {
        lock (gate)
        {
            foreach (var key in readings.Keys.Where(key => key.Member == member).ToList())
                readings.Remove(key);
        }
    }

    /// <summary>Removes expired readings, or the oldest one if none has expired.</summary>
    private void Evict(DateTime now)
    {
        foreach (var key in readings.Where(r => now - r.Value.At >= Lifetime).Select(r => r.Key).ToList())
            readings.Remove(key);
        if (readings.Count >= MaxCount)
            readings.Remove(readings.MinBy(r => r.Value.At).Key);
    }
}
