using System.Collections.Concurrent;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>
/// The rooms that were encrypted at any time. They stay encrypted, whatever their state says later, and nothing that people read is sent
/// to them unencrypted. Thread-safe.
/// </summary>
internal sealed class EncryptedRooms
{
    private readonly ConcurrentDictionary<string, bool> rooms = new(StringComparer.Ordinal);
    private volatile IReadOnlySet<string> newInSync = new HashSet<string>(StringComparer.Ordinal);

    public bool Include(string room) => rooms.ContainsKey(room);

    /// <returns>Those that were not known.</returns>
    public IReadOnlyList<string> Add(IEnumerable<string> encrypted)
    {
        List<string> added = [.. encrypted.Where(room => rooms.TryAdd(room, true))];
        if (added.Count > 0)
            newInSync = newInSync.Concat(added).ToHashSet(StringComparer.Ordinal);
        return added;
    }

    /// <summary>Before the rooms of a sync are added: what was said in them before they were encrypted counts.</summary>
    public void BeginSync() => newInSync = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// Whether an unencrypted message in the room may come from the person that it names. Once the room is encrypted, only the homeserver
    /// vouches for it, so it is ignored.
    /// </summary>
    /// <param name="room">The room's state when the message was sent.</param>
    public bool AcceptUnencrypted(RoomState room) => !room.IsEncrypted && (!Include(room.Id) || newInSync.Contains(room.Id));

    /// <summary>The only check on the way to the homeserver that every event passes.</summary>
    /// <exception cref="InvalidOperationException">The event would disclose content.</exception>
    public void EnsureMayBeSent(string room, string type)
    {
        // Homeservers must be able to read reactions, which say nothing but an emoji (Event annotations and reactions).
        if (Include(room) && type is not (EventTypes.Encrypted or EventTypes.Reaction))
            throw new InvalidOperationException($"An unencrypted {type} was about to be sent to an encrypted room.");
    }
}
