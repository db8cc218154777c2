using System.Collections.Concurrent;
using System.Text.Json;
using AdvocacyBot.Core;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>
/// What the bot's messages in encrypted rooms offer, so that a reaction or a number can be understood: the bot cannot decrypt its own
/// messages. Sealed in the key file. Thread-safe.
/// </summary>
internal sealed class OfferedChoices(KeyFile file, TimeProvider clock)
{
    private const int MaxCount = 5_000;
    private static readonly TimeSpan Retention = TimeSpan.FromDays(60);

    private readonly ConcurrentDictionary<string, Offer> offers = new(StringComparer.Ordinal);

    /// <summary>Replaces what is known by what is stored.</summary>
    public void Load(IReadOnlyList<KeyRow> rows)
    {
        offers.Clear();
        foreach (var row in rows.Where(row => row.Kind == KeyRow.Offer))
            offers[row.Key] = JsonSerializer.Deserialize(row.Value!.Span, MatrixJson.Default.Offer)!;
    }

    /// <summary>Stores what a message offers now.</summary>
    public async Task SetAsync(string room, string message, IReadOnlyList<OfferedChoice> choices, CancellationToken ct)
    {
        if (choices.Count == 0)
        {
            if (offers.TryRemove(message, out _))
                await file.WriteAsync([new KeyRow(KeyRow.Offer, message, null)], ct);
            return;
        }

        var offer = new Offer(room, offers.TryGetValue(message, out var known) ? known.At : clock.UtcNow, [.. choices]);
        offers[message] = offer;
        var value = SecretBytes.CopyOf(JsonSerializer.SerializeToUtf8Bytes(offer, MatrixJson.Default.Offer));
        await file.WriteAsync([new KeyRow(KeyRow.Offer, message, value)], ct);
    }

    public OwnMessage? Find(string message) => offers.TryGetValue(message, out var offer) ? new OwnMessage(message, offer.Choices) : null;

    public OwnMessage? LatestIn(string room) => offers.Where(o => o.Value.Room == room).OrderByDescending(o => o.Value.At)
        .Select(o => new OwnMessage(o.Key, o.Value.Choices)).FirstOrDefault();

    /// <summary>Deletes what is too old, and what meets a condition.</summary>
    public Task RemoveAsync(Func<string, Offer, bool>? condition, CancellationToken ct)
    {
        var oldest = clock.UtcNow - Retention;
        var surplus = offers.OrderByDescending(o => o.Value.At).Skip(MaxCount).Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
        string[] gone = [.. offers.Where(o => o.Value.At < oldest || surplus.Contains(o.Key) || condition?.Invoke(o.Key, o.Value) == true).Select(o => o.Key)];
        foreach (var message in gone)
            offers.TryRemove(message, out _);
        return file.WriteAsync([.. gone.Select(message => new KeyRow(KeyRow.Offer, message, null))], ct);
    }
}

/// <param name="At">When the message was sent, UTC.</param>
internal sealed record Offer(string Room, DateTime At, List<OfferedChoice> Choices);
