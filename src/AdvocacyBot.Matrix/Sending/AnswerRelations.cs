using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// The question that each unsent answer replies to. In memory only: an answer that is sent after a restart appears at the end of the
/// room instead. Thread-safe.
/// </summary>
internal sealed class AnswerRelations
{
    private const int MaxCount = 1_000;
    private readonly ConcurrentDictionary<string, JsonObject> relations = new(StringComparer.Ordinal);

    public void Add(string key, JsonObject relation)
    {
        if (relations.Count >= MaxCount)
            relations.Clear();
        relations[key] = relation;
    }

    public JsonObject? Find(string key) => relations.GetValueOrDefault(key);

    public void Remove(string key) => relations.TryRemove(key, out _);
}
