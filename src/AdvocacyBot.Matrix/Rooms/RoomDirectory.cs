using System.Collections.Concurrent;
using AdvocacyBot.Matrix.State;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>The rooms that the bot is in, as of the last sync. Thread-safe.</summary>
internal sealed class RoomDirectory(MatrixStateStore state)
{
    private readonly ConcurrentDictionary<string, RoomState> rooms = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> direct = new(StringComparer.Ordinal);

    /// <summary>Whether the first sync has been processed, so that a room that is not listed is one that the bot is not in.</summary>
    public bool IsComplete { get; set; }

    public IReadOnlyCollection<RoomState> All => [.. rooms.Values];

    /// <summary>Rooms of groups: not conversations of two, and not spaces.</summary>
    public IEnumerable<RoomState> Groups => All.Where(room => OtherIn(room.Id) is null && !room.IsSpace);

    public RoomState? this[string room] => rooms.GetValueOrDefault(room);

    public void Put(RoomState room) => rooms[room.Id] = room;

    /// <summary>The name of a room in logs. A conversation of two is not named, because its id leads to its member.</summary>
    public string LogNameOf(string room) => OtherIn(room) is null ? room : "a conversation";

    /// <summary>Removes everything, before a new connection.</summary>
    public void Clear()
    {
        IsComplete = false;
        rooms.Clear();
        direct.Clear();
    }

    public void Remove(string room) => rooms.TryRemove(room, out _);

    /// <summary>The member with whom a room is a direct conversation; null for other rooms.</summary>
    public string? OtherIn(string room) => direct.GetValueOrDefault(room);

    /// <summary>Whether nobody but the bot and one member can read the room. A conversation whose member count is unknown counts as private.</summary>
    public bool IsPrivate(string room) => OtherIn(room) is not null && this[room] is not { MemberCount: > 2 };

    public void PutDirect(string room, string member) => direct[room] = member;

    public void RemoveDirect(string room) => direct.TryRemove(room, out _);

    public IReadOnlyCollection<KeyValuePair<string, string>> Direct => [.. direct];

    /// <summary>The first of a chain of rooms that each replaced the one before. Subscriptions and settings are stored under it.</summary>
    public string FirstOf(string room) => state.Read(s => s.Replacements.GetValueOrDefault(room, room));

    /// <summary>The rooms of a chain that the bot is in, the current one first.</summary>
    public IReadOnlyList<RoomState> ChainOf(string first)
    {
        var later = state.Read(s => s.Replacements.Where(r => r.Value == first).Select(r => r.Key).ToList());
        return
        [
            .. later.Append(first).Select(id => this[id]).OfType<RoomState>()
                .OrderBy(room => room.Replacement is not null && rooms.ContainsKey(room.Replacement)),
        ];
    }
}
