using System.Security.Cryptography;

namespace AdvocacyBot.Discord;

/// <summary>
/// Keeps what a button needs and its id cannot carry, such as an answer's further pages: in memory alone, so many at the most,
/// for as long as an interaction lives. Its keys cannot be guessed.
/// </summary>
internal sealed class Stash<T>(TimeProvider clock)
    where T : class
{
    private const int Most = 2_000;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(30);
    private readonly Lock gate = new();
    private readonly Dictionary<string, (T Value, long At)> kept = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    public string Put(T value)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        lock (gate)
        {
            while (order.TryPeek(out var oldest) && (kept.Count >= Most || clock.GetElapsedTime(kept[oldest].At) > Memory))
                kept.Remove(order.Dequeue());
            kept[key] = (value, clock.GetTimestamp());
            order.Enqueue(key);
        }

        return key;
    }

    public T? Find(string key)
    {
        lock (gate)
            return kept.TryGetValue(key, out var found) && clock.GetElapsedTime(found.At) <= Memory ? found.Value : null;
    }
}
