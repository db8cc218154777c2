namespace AdvocacyBot.Matrix.Encryption.Primitives;

/// <summary>Why something could not be read, verified or encrypted. Safe to log: a fault never carries content or keys.</summary>
public enum EncryptionFault
{
    /// <summary>The bytes or the JSON do not have the form that the specification requires.</summary>
    Malformed,

    /// <summary>The algorithm is unknown, or not allowed on this channel.</summary>
    UnknownAlgorithm,

    /// <summary>The message authentication code does not match.</summary>
    BadMac,

    /// <summary>A signature is missing or does not verify.</summary>
    BadSignature,

    /// <summary>A public key yields an all-zero shared secret.</summary>
    WeakKey,

    /// <summary>The message skips more keys than a receiver derives.</summary>
    TooFarAhead,

    /// <summary>The message key was used before, so the message is a repetition.</summary>
    KeyAlreadyUsed,

    /// <summary>The one-time key is unknown or was used before.</summary>
    UnknownOneTimeKey,

    /// <summary>There is no session that could decrypt the message.</summary>
    NoSession,

    /// <summary>The message was encrypted for another user or device.</summary>
    WrongRecipient,

    /// <summary>The sender that the content names is not the sender of the event.</summary>
    WrongSender,

    /// <summary>The sender's keys do not belong to a device of that user.</summary>
    UnknownDevice,

    /// <summary>The sender's owner has not signed the sending device.</summary>
    UnsignedDevice,

    /// <summary>The content names another room than the event.</summary>
    WrongRoom,

    /// <summary>Another event used the same message index.</summary>
    Replayed,

    /// <summary>The message is older than the session as this device received it.</summary>
    IndexTooOld,

    /// <summary>The sender stated that it does not share the key.</summary>
    Withheld,

    /// <summary>A key arrived in a way that does not prove who made it: forwarded, exported, or in plain text.</summary>
    ImportRefused,

    /// <summary>The content exceeds a limit.</summary>
    TooLarge,

    /// <summary>A ratchet has reached its last index.</summary>
    Exhausted,

    /// <summary>A stored row cannot be read.</summary>
    CorruptStore,

    /// <summary>The recovery key is mistyped, or belongs to other secrets.</summary>
    WrongRecoveryKey,

    /// <summary>A key differs from the one that was known before.</summary>
    KeyChanged,

    /// <summary>The homeserver answered a request with an error.</summary>
    RequestRefused,
}

/// <summary>The only exception that this library throws for bad input.</summary>
public sealed class EncryptionException(EncryptionFault fault, string message) : Exception(message)
{
    /// <summary>The kind of problem.</summary>
    public EncryptionFault Fault { get; } = fault;

    internal static EncryptionException Malformed(string what) => new(EncryptionFault.Malformed, what);
}
