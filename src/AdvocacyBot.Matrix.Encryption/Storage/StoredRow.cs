using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Storage;

/// <summary>The tables of the store. The numbers are part of the stored format.</summary>
public enum RowKind
{
    /// <summary>This device's keys.</summary>
    Account = 1,

    /// <summary>The bot's private cross-signing keys: they outlive the device, so they are stored with the session token.</summary>
    Identity = 2,

    /// <summary>A person's device list and pinned master key.</summary>
    User = 3,

    /// <summary>The Olm sessions with one device.</summary>
    Peer = 4,

    /// <summary>The session for sending in one room.</summary>
    Outbound = 5,

    /// <summary>The devices that have the outbound session of one room.</summary>
    Shared = 6,

    /// <summary>A session for reading.</summary>
    Inbound = 7,

    /// <summary>A room that was encrypted at some time.</summary>
    Room = 8,

    /// <summary>A to-device request that was not confirmed yet.</summary>
    Request = 9,

    /// <summary>A to-device event whose sender's device is not known yet.</summary>
    HeldEvent = 10,

    /// <summary>A room event whose key did not arrive yet.</summary>
    WaitingEvent = 11,

    /// <summary>An encrypted event that was not confirmed yet.</summary>
    SealedEvent = 12,

    /// <summary>A key that its owner does not share with the bot.</summary>
    Withheld = 13,

    /// <summary>When a person was last asked to send a message again.</summary>
    Notice = 14,

    /// <summary>The counters for request ids and the order of waiting events.</summary>
    Counters = 15,
}

/// <summary>A row to write, or to delete if <see cref="Value"/> is null. The value contains keys: seal it before storing.</summary>
public sealed record StoredRow(RowKind Kind, string Key, SecretBytes? Value);

/// <summary>A value in a <see cref="StateTable{T}"/>.</summary>
internal interface IStoredValue<T>
    where T : IStoredValue<T>
{
    static abstract RowKind Kind { get; }

    static abstract T Read(StateReader reader);

    void Write(StateWriter writer);

    /// <summary>The keys in this value, so that those which no later value contains can be overwritten.</summary>
    IEnumerable<SecretBytes> Secrets() => [];
}
