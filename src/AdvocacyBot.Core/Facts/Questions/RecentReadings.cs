using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>
/// Remembers the last reading of each member in each channel of each community for five minutes, so that a follow-up can be understood. Holds
/// slots, never the typed text; in memory only, at most 1,000. Thread-safe.
/// </summary>
internal sealed class RecentReadings(TimeProvider clock)
{
    private const int MaxCount = 1_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly Dictionary<ReadingKey, (Question Question, DateTime At)> readings = [];
    private readonly Lock gate = new();

    /// <summary>The last reading; null if there is none or it is too old.</summary>
    public Question? Find(ReadingKey key)
    {
        lock (gate)
            return readings.TryGetValue(key, out var reading) && clock.UtcNow - reading.At < Lifetime ? reading.Question : null;
    }

    public void Add(ReadingKey key, Question question)
    {
        lock (gate)
        {
            var now = clock.UtcNow;
            if (readings.Count >= MaxCount && !readings.ContainsKey(key))
                Evict(now);
            readings[key] = (question, now);
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

    /// <summary>Removes expired readings and, because looking through all of them takes time, at least a tenth.</summary>
    private void Evict(DateTime now)
    {
        foreach (var (key, _) in readings.OrderBy(r => r.Value.At).TakeWhile((r, i) => i < MaxCount / 10 || now - r.Value.At >= Lifetime).ToList())
            readings.Remove(key);
    }
}

/// <summary>Whose reading it is, and where: a conversation may serve several communities, and a reading holds the names of one.</summary>
internal readonly record struct ReadingKey(long Community, MemberRef Member, ChannelRef Channel);
