using System.Collections.Concurrent;
using AdvocacyBot.Matrix.Memory;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>The rooms that the bot is in, as of the last sync.</summary>
internal sealed class RoomBook(MatrixMemory memory)
{
    private readonly ConcurrentDictionary<string, RoomState> rooms = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> direct = new(StringComparer.Ordinal);

    /// <summary>Whether the first sync has been read, so that a room that is not here is one that the bot is not in.</summary>
    public bool IsComplete { get; set; }

    public IReadOnlyCollection<RoomState> All => [.. rooms.Values];

    /// <summary>The rooms of groups: neither conversations of two nor what cannot be read.</summary>
    public IEnumerable<RoomState> Groups => All.Where(room => OtherIn(room.Id) is null && !room.IsEncrypted);

    public RoomState? this[string room] => rooms.GetValueOrDefault(room);

    public void Put(RoomState state) => rooms[state.Id] = state;

    /// <summary>What to call a room in a log, where a conversation of two would name its member.</summary>
    public string LogNameOf(string room) => OtherIn(room) is null ? room : "a conversation";

    /// <summary>Forgets everything, to be told anew.</summary>
    public void Clear()
    {
        IsComplete = false;
        rooms.Clear();
        direct.Clear();
    }

    public void Remove(string room) => rooms.TryRemove(room, out _);

    /// <summary>The other one in a conversation of two; null for a group's room.</summary>
    public string? OtherIn(string room) => direct.GetValueOrDefault(room);

    public void PutDirect(string room, string member) => direct[room] = member;

    public void RemoveDirect(string room) => direct.TryRemove(room, out _);

    public IReadOnlyCollection<KeyValuePair<string, string>> Direct => [.. direct];

    /// <summary>The first room of a line of rooms that each replaced the one before: subscriptions and settings stand under it.</summary>
    public string FirstOf(string room) => memory.Read(m => m.Moved.GetValueOrDefault(room, room));

    /// <summary>All rooms of a line that the bot is in, the present one first.</summary>
    public IReadOnlyList<RoomState> LineOf(string first)
    {
        var line = memory.Read(m => m.Moved.Where(moved => moved.Value == first).Select(moved => moved.Key).ToList());
        return
        [
            .. line.Append(first).Select(id => this[id]).OfType<RoomState>()
                .OrderBy(room => room.Replacement is not null && rooms.ContainsKey(room.Replacement)),
        ];
    }
}
