using System.Security.Cryptography;
using System.Text;

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
    private readonly byte[] secret = RandomNumberGenerator.GetBytes(32);
    private readonly Lock gate = new();

    /// <summary>In the order in which they were last put.</summary>
    private readonly OrderedDictionary<string, (T Value, long At)> kept = new(StringComparer.Ordinal);

    /// <param name="value">What to keep.</param>
    /// <param name="identity">What it is made from alone: the same again is kept once.</param>
    /// <returns>Its key.</returns>
    public string Put(T value, string identity)
    {
        var key = Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(identity)).AsSpan(0, 12));
        lock (gate)
        {
            kept.Remove(key);
            while (kept.Count > 0 && (kept.Count >= Most || clock.GetElapsedTime(kept.GetAt(0).Value.At) > Memory))
                kept.RemoveAt(0);
            kept[key] = (value, clock.GetTimestamp());
        }

        return key;
    }

    public T? Find(string key)
    {
        lock (gate)
            return kept.TryGetValue(key, out var found) && clock.GetElapsedTime(found.At) <= Memory ? found.Value : null;
    }
}
