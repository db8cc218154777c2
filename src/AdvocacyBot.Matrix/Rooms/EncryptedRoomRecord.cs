using AdvocacyBot.Matrix.State;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>Stores which rooms were encrypted at any time.</summary>
internal sealed class EncryptedRoomRecord(EncryptedRooms encrypted, MatrixStateStore state)
{
    /// <summary>Adds what is stored, after the state has been loaded.</summary>
    public void Load() => encrypted.Add(state.Read(s => s.EncryptedRooms.ToList()));

    public async Task AddAsync(IEnumerable<string> rooms, CancellationToken ct)
    {
        if (encrypted.Add(rooms) is not { Count: > 0 } added)
            return;
        state.Change(s => s.EncryptedRooms.UnionWith(added));
        await state.SaveAsync(ct);
    }
}
