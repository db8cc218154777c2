using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Identity;

namespace AdvocacyBot.Matrix.Encryption.Machine;

/// <summary>What happened outside of the machine. JSON is passed as it arrived; the machine validates it.</summary>
public abstract record MachineInput
{
    private MachineInput()
    {
    }

    /// <summary>The process started: requests that were not confirmed are sent again.</summary>
    public sealed record Started : MachineInput;

    /// <summary>A response of /sync. Its to-device events and device lists are handled; room events are passed one by one.</summary>
    /// <param name="Response">The whole response.</param>
    /// <param name="AfterGap">The previous position was lost, so changes of device lists may have been missed.</param>
    public sealed record SyncArrived(JsonElement Response, bool AfterGap = false) : MachineInput;

    /// <summary>The answer to /keys/changes, after which the listed users are queried.</summary>
    public sealed record DeviceChangesArrived(JsonElement Response) : MachineInput;

    /// <summary>A state event m.room.encryption, also one that seems to turn encryption off.</summary>
    public sealed record RoomEncryptionSeen(string RoomId, JsonElement Content) : MachineInput;

    /// <summary>People with whom the bot shares an encrypted room.</summary>
    public sealed record UsersTracked(IReadOnlyCollection<string> UserIds) : MachineInput;

    /// <summary>A membership other than join was seen for someone: they left, were removed, or the timeline had a gap.</summary>
    public sealed record MemberLeft(string RoomId, string UserId) : MachineInput;

    /// <summary>The bot left a room.</summary>
    public sealed record RoomLeft(string RoomId) : MachineInput;

    /// <summary>A person asked to be forgotten.</summary>
    public sealed record UserForgotten(string UserId) : MachineInput;

    /// <summary>Organizers were notified that this person's identity changed, so encrypting to them may continue.</summary>
    public sealed record IdentityChangeAnnounced(string UserId) : MachineInput;

    /// <summary>A room event of type m.room.encrypted.</summary>
    public sealed record RoomEventArrived(string RoomId, JsonElement Event) : MachineInput;

    /// <summary>Encrypts an event, or says what has to be done before. Repeat it after each answered request until it is encrypted.</summary>
    /// <param name="RoomId">The room.</param>
    /// <param name="Transaction">Names the event for good: the same transaction yields the same ciphertext until it was sent.</param>
    /// <param name="EventType">Such as m.room.message.</param>
    /// <param name="Content">The plaintext content.</param>
    /// <param name="Recipients">The members who may read it.</param>
    /// <param name="SharedHistory">Whether the room's history visibility is shared or world_readable.</param>
    public sealed record EncryptEvent(
        string RoomId,
        string Transaction,
        string EventType,
        JsonObject Content,
        IReadOnlyCollection<string> Recipients,
        bool SharedHistory) : MachineInput
    {
        /// <inheritdoc/>
        public override string ToString() => $"{nameof(EncryptEvent)} {RoomId} {Transaction}";
    }

    /// <summary>The homeserver confirmed the event, or it was given up.</summary>
    public sealed record EventSent(string Transaction) : MachineInput;

    /// <summary>The homeserver answered a request.</summary>
    public sealed record RequestAnswered(string RequestId, JsonElement Response) : MachineInput;

    /// <summary>The homeserver refused a request for good; one that failed in passing is simply repeated.</summary>
    public sealed record RequestRefused(string RequestId, int Status) : MachineInput;

    /// <summary>The bot's existing cross-signing keys, read with its recovery key.</summary>
    public sealed record IdentityRecovered(CrossSigningKeys Keys) : MachineInput;

    /// <summary>Time passed. Expected at least once a minute.</summary>
    public sealed record TimePassed : MachineInput;
}
