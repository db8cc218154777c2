using AdvocacyBot.Matrix.Encryption.Machine.OwnDevice;
using AdvocacyBot.Matrix.Encryption.Machine.Rooms;

namespace AdvocacyBot.Matrix.Encryption.Machine;

/// <summary>Deletes what is not needed any more. A key that does not exist cannot leak.</summary>
internal static class StateCleanup
{
    /// <summary>Senders rotate after a week; one more day for messages that arrive late.</summary>
    private static readonly TimeSpan InboundLifetime = RoomEncryption.MaxPeriod + TimeSpan.FromDays(1);

    private static readonly TimeSpan HeldLifetime = TimeSpan.FromDays(1);

    /// <summary>Homeservers remember transaction ids for a day or so; afterwards a repetition is a new event anyway.</summary>
    private static readonly TimeSpan SealedLifetime = TimeSpan.FromDays(2);

    /// <summary>How long Olm sessions with devices of people who share no encrypted room stay.</summary>
    private static readonly TimeSpan PeerLifetime = TimeSpan.FromDays(30);

    /// <summary>How long the master key of such people stays pinned.</summary>
    private static readonly TimeSpan PinLifetime = TimeSpan.FromDays(90);

    public static void Run(StepBuilder step)
    {
        KeyPublishing.ExpireFallback(step);
        var now = step.Now;
        var state = step.State;
        var activeDevices = state.Users.Values
            .Where(u => u.Tracked)
            .SelectMany(u => u.Devices.Values)
            .Select(d => d.IdentityKey.Value)
            .ToHashSet(StringComparer.Ordinal);
        step.State = state with
        {
            Inbound = state.Inbound.RemoveWhere((_, row) => now - row.ReceivedAt > InboundLifetime),
            Outbound = state.Outbound.RemoveWhere((_, row) => now - row.Session.CreatedAt > RoomEncryption.MaxPeriod),
            Held = state.Held.RemoveWhere((_, row) => now - row.ReceivedAt > HeldLifetime),
            Sealed = state.Sealed.RemoveWhere((_, row) => now - row.CreatedAt > SealedLifetime),
            Withheld = state.Withheld.RemoveWhere((_, row) => now - row.At > HeldLifetime),
            Notices = state.Notices.RemoveWhere((_, row) => now - row.At > HeldLifetime),
            Peers = state.Peers.RemoveWhere((key, row) => !activeDevices.Contains(key) && now - row.LastUsedAt > PeerLifetime),
            Users = state.Users.RemoveWhere((_, user) => !user.Tracked && now - user.LastSeenAt > PinLifetime),
        };
    }

    public static void ForgetRoom(StepBuilder step, string roomId)
    {
        // The room's row stays: if the bot returns, the room is still encrypted.
        var state = step.State;
        step.State = state with
        {
            Outbound = state.Outbound.Remove(roomId),
            Shared = state.Shared.Remove(roomId),
            Inbound = state.Inbound.RemoveWhere((_, row) => row.RoomId == roomId),
            Waiting = state.Waiting.RemoveWhere((_, row) => row.RoomId == roomId),
            Sealed = state.Sealed.RemoveWhere((_, row) => row.RoomId == roomId),
        };
    }

    /// <summary>Erases everything about a person: devices, identity, sessions in both directions, and events that wait.</summary>
    public static void ForgetUser(StepBuilder step, string userId)
    {
        var state = step.State;
        var devices = state.Users.Find(userId)?.Devices.Values.Select(d => d.IdentityKey.Value) ?? [];
        var keys = devices
            .Concat(state.Inbound.Values.Where(r => r.Sender.UserId == userId).Select(r => r.Sender.IdentityKey.Value))
            .Concat(state.Shared.Values.SelectMany(s => s.Devices).Where(d => d.Value == userId).Select(d => d.Key))
            .ToHashSet(StringComparer.Ordinal);
        var rooms = state.Shared.Entries
            .Where(s => s.Value.Devices.ContainsValue(userId) || s.Value.Withheld.Overlaps(keys))
            .Select(s => s.Key)
            .ToHashSet(StringComparer.Ordinal);
        step.State = state with
        {
            Users = state.Users.Remove(userId),
            Peers = state.Peers.RemoveWhere((key, _) => keys.Contains(key)),
            Inbound = state.Inbound.RemoveWhere((_, row) => row.Sender.UserId == userId),
            Waiting = state.Waiting.RemoveWhere((_, row) => row.Sender == userId),
            Held = state.Held.RemoveWhere((_, row) => row.Sender == userId),
            Withheld = state.Withheld.RemoveWhere((key, _) => key.EndsWith($"\n{userId}", StringComparison.Ordinal)),
            Notices = state.Notices.Remove(userId),
            Outbound = state.Outbound.RemoveWhere((roomId, _) => rooms.Contains(roomId)),
            Shared = state.Shared.RemoveWhere((roomId, _) => rooms.Contains(roomId)),
        };
    }
}
