using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// To which question each answer belongs that has not been posted yet. In memory alone: an answer that is posted after a restart
/// stands at the end of the room.
/// </summary>
internal sealed class ThreadsOfAnswers
{
    private const int Most = 1_000;
    private readonly ConcurrentDictionary<string, JsonObject> relations = new(StringComparer.Ordinal);

    public void Put(string key, JsonObject relation)
    {
        if (relations.Count >= Most)
            relations.Clear();
        relations[key] = relation;
    }

    public JsonObject? Find(string key) => relations.GetValueOrDefault(key);

    public void Forget(string key) => relations.TryRemove(key, out _);
}
