using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>
/// Passes what a sync says about encryption to the machine, before any event of the sync has its effect: which rooms are encrypted, who
/// left them, and which keys arrived.
/// </summary>
internal sealed class EncryptionSync(EncryptionDevice device, EncryptedRooms encrypted, RoomMembers members, RunMarks marks, EncryptedRoomRecord record)
{
    /// <param name="afterGap">Whether the previous position is unknown, so that changes may have been missed.</param>
    public async Task ReceiveAsync(SyncResponse sync, IReadOnlyList<RoomUpdate> updates, bool afterGap, CancellationToken ct)
    {
        marks.Check(sync);
        await FindEncryptedAsync(updates, ct);
        foreach (var update in updates)
            await ReadMembersAsync(update, ct);
        if (device.IsOn)
            await device.StepAsync(new MachineInput.SyncArrived(Keys(sync), afterGap), ct);
    }

    private async Task FindEncryptedAsync(IReadOnlyList<RoomUpdate> updates, CancellationToken ct)
    {
        encrypted.BeginSync();
        var found = updates.SelectMany(update => Events(update).Where(e => e.IsState(EventTypes.Encryption)).Select(e => (update.Id, e.Content))).ToList();
        await record.AddAsync(found.Select(f => f.Id), ct);
        foreach (var (room, content) in found)
            await device.StepAsync(new MachineInput.RoomEncryptionSeen(room, content), ct);
    }

    private async Task ReadMembersAsync(RoomUpdate update, CancellationToken ct)
    {
        var changed = Events(update).Where(e => e.Type == EventTypes.Member && e.StateKey is not null).ToList();
        if (changed.Count > 0 || update.GapBefore is not null)
            members.Forget(update.Id);
        if (!encrypted.Include(update.Id))
            return;

        if (update.GapBefore is not null)
            await device.StepAsync(new MachineInput.MemberLeft(update.Id, string.Empty), ct);
        foreach (var left in changed.Where(e => e.Membership is not ("join" or "invite")))
            await device.StepAsync(new MachineInput.MemberLeft(update.Id, left.StateKey!), ct);
    }

    private static IEnumerable<MatrixEvent> Events(RoomUpdate update) => update.State.Concat(update.Timeline);

    private static JsonElement Keys(SyncResponse sync) => JsonSerializer.SerializeToElement(
        new SyncKeys(sync.ToDevice, sync.DeviceLists, sync.DeviceOneTimeKeysCount, sync.DeviceUnusedFallbackKeyTypes), MatrixJson.Default.SyncKeys);
}
