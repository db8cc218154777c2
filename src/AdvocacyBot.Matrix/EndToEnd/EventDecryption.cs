using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>Decrypts the events of rooms.</summary>
internal sealed class EventDecryption(EncryptionDevice device)
{
    /// <returns>
    /// The decrypted event; call <see cref="FinishAsync"/> when it has had its effect. Null if it cannot be read, or not yet: it is then
    /// passed on when its key arrives.
    /// </returns>
    public async Task<MatrixEvent?> DecryptAsync(string room, MatrixEvent e, CancellationToken ct)
    {
        if (device.Read.Find(e.Id) is null)
            await device.StepAsync(new MachineInput.RoomEventArrived(room, e.Json), ct);
        return device.Read.Find(e.Id) is { } read && read.Room == room ? read.Event : null;
    }

    public Task FinishAsync(string eventId, CancellationToken ct) => device.FinishAsync(eventId, ct);
}
