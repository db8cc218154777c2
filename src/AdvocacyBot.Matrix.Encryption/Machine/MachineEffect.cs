using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Machine;

/// <summary>The endpoint of a request.</summary>
public enum RequestKind
{
    /// <summary>POST /keys/upload.</summary>
    KeysUpload,

    /// <summary>POST /keys/query.</summary>
    KeysQuery,

    /// <summary>POST /keys/claim.</summary>
    KeysClaim,

    /// <summary>PUT /sendToDevice/{EventType}/{Id}.</summary>
    ToDevice,

    /// <summary>POST /keys/device_signing/upload; may require user-interactive authentication.</summary>
    DeviceSigningUpload,

    /// <summary>POST /keys/signatures/upload.</summary>
    SignaturesUpload,
}

/// <summary>A request to the homeserver.</summary>
/// <param name="Id">Identifies the answer; for to-device requests also the transaction id.</param>
/// <param name="Kind">The endpoint.</param>
/// <param name="EventType">Only for to-device requests.</param>
/// <param name="Body">JSON. Never contains private keys.</param>
public sealed record MachineRequest(string Id, RequestKind Kind, string? EventType, string Body);

/// <summary>What has to be done outside, after the step's rows were stored.</summary>
public abstract record MachineEffect
{
    private MachineEffect()
    {
    }

    /// <summary>Perform the request and pass its answer to the machine.</summary>
    public sealed record SendRequest(MachineRequest Request) : MachineEffect;

    /// <summary>Send this content as m.room.encrypted with the transaction as its id.</summary>
    public sealed record EventEncrypted(string RoomId, string Transaction, string Content) : MachineEffect;

    /// <summary>Requests have to be answered first.</summary>
    public sealed record EncryptionWaits(string Transaction) : MachineEffect;

    /// <summary>The event cannot be encrypted, and must not be sent unencrypted.</summary>
    public sealed record EncryptionRefused(string Transaction, EncryptionFault Fault) : MachineEffect;

    /// <summary>A decrypted event whose sender is proven.</summary>
    /// <param name="RoomId">The room.</param>
    /// <param name="EventId">The encrypted event's id.</param>
    /// <param name="Sender">The user.</param>
    /// <param name="Timestamp">Milliseconds since 1970 according to the homeserver.</param>
    /// <param name="EventType">The decrypted type.</param>
    /// <param name="Content">The decrypted content as JSON, with m.relates_to from the encrypted event if it has none.</param>
    public sealed record EventDecrypted(
        string RoomId, string EventId, string Sender, long Timestamp, string EventType, string Content) : MachineEffect
    {
        /// <inheritdoc/>
        public override string ToString() => $"{nameof(EventDecrypted)} {RoomId} {EventId}";
    }

    /// <summary>An event that cannot be read, and will not be read later.</summary>
    /// <param name="RoomId">The room.</param>
    /// <param name="EventId">The encrypted event's id.</param>
    /// <param name="Sender">The user.</param>
    /// <param name="Fault">Why.</param>
    /// <param name="AskToResend">Ask the sender, politely, to send it again; at most once a day for each person.</param>
    public sealed record EventUndecryptable(
        string RoomId, string EventId, string Sender, EncryptionFault Fault, bool AskToResend) : MachineEffect;

    /// <summary>
    /// A person's identity changed: they reset it, or someone else controls the account. Nothing is encrypted for them until
    /// <see cref="MachineInput.IdentityChangeAnnounced"/>.
    /// </summary>
    public sealed record IdentityChanged(string UserId, Ed25519Key Previous, Ed25519Key Current) : MachineEffect;

    /// <summary>The bot's account has an identity whose private keys are not here: its recovery key is needed.</summary>
    public sealed record RecoveryKeyNeeded(Ed25519Key OnServer) : MachineEffect;

    /// <summary>The bot's device is signed by its identity, according to the homeserver.</summary>
    public sealed record OwnDeviceSigned(Ed25519Key Identity, Ed25519Key Device) : MachineEffect;

    /// <summary>
    /// The homeserver knows other keys for this device: the store was restored or copied. Sign in as a new device; never upload
    /// other keys for this one.
    /// </summary>
    public sealed record DeviceUnusable : MachineEffect;

    /// <summary>Something to log: it was handled, nothing has to be done.</summary>
    public sealed record Problem(EncryptionFault Fault, string? UserId, string Description) : MachineEffect;
}
