using System.Collections.Concurrent;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>Who may read an encrypted room, requested once and again after each change. Thread-safe.</summary>
internal sealed class RoomMembers(MatrixApi api)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<(string User, bool HasJoined)>> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> changes = new(StringComparer.Ordinal);

    /// <summary>Those who have joined and, unless history begins with joining, those who are invited.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#mroomhistory_visibility"/>
    public async Task<IReadOnlyCollection<string>> OfAsync(RoomState room, CancellationToken ct)
    {
        if (!known.TryGetValue(room.Id, out var members))
        {
            var before = changes.GetValueOrDefault(room.Id);
            members = await api.PresentAsync(room.Id, ct);
            // A change that arrived meanwhile may not be in the answer.
            if (before == changes.GetValueOrDefault(room.Id))
                known[room.Id] = members;
        }

        return [.. members.Where(m => m.HasJoined || room.HistoryVisibility != "joined").Select(m => m.User)];
    }

    /// <summary>Must be called when somebody joined, left or was invited.</summary>
    public void Forget(string room)
    {
        changes.AddOrUpdate(room, 1, (_, count) => count + 1);
        known.TryRemove(room, out _);
    }
}
