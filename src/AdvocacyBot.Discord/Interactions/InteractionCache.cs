using System.Security.Cryptography;
using System.Text;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>
/// Stores data that does not fit into a component's custom id, such as the pages of an answer. In memory, bounded, evicted after
/// 30 minutes. Keys cannot be guessed. Thread-safe.
/// </summary>
internal sealed class InteractionCache<T>(TimeProvider clock)
    where T : class
{
    public const int MaxCount = 2_000;
    private static readonly TimeSpan CacheDuration = TimeSpan.FromMinutes(30);
    private readonly byte[] secret = RandomNumberGenerator.GetBytes(32);
    private readonly Lock gate = new();

    /// <summary>Ordered by the time of the last <see cref="Put"/>.</summary>
    private readonly OrderedDictionary<string, (T Value, long At)> entries = new(StringComparer.Ordinal);

    /// <param name="value">The value.</param>
    /// <param name="identity">Determines the value; the same identity replaces the entry and returns the same key.</param>
    /// <returns>The key.</returns>
    public string Put(T value, string identity)
    {
        var key = Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(identity)).AsSpan(0, 12));
        lock (gate)
        {
            entries.Remove(key);
            while (entries.Count > 0 && (entries.Count >= MaxCount || clock.GetElapsedTime(entries.GetAt(0).Value.At) > CacheDuration))
                entries.RemoveAt(0);
            entries[key] = (value, clock.GetTimestamp());
        }

        return key;
    }

    /// <summary>The value, or null if it was evicted or the key is unknown.</summary>
    public T? Find(string key)
    {
        lock (gate)
            return entries.TryGetValue(key, out var found) && clock.GetElapsedTime(found.At) <= CacheDuration ? found.Value : null;
    }
}
