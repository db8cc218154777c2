using System.Collections.Immutable;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Megolm;

/// <summary>The event that used a message index.</summary>
internal readonly record struct ReadIndex(string EventId, long Timestamp);

/// <summary>
/// A session that another device shared for one room. Immutable. It is ratcheted past the contiguous part that was read, so that
/// someone who takes the store cannot read those messages.
/// </summary>
/// <param name="Ratchet">At the first index that was not read.</param>
/// <param name="SessionKey">The key that signs every message; it is also the session id.</param>
/// <param name="FirstIndex">The index at which the session was shared with this device.</param>
/// <param name="Read">Later indices that were read although earlier ones are missing.</param>
internal sealed record InboundGroupSession(
    MegolmRatchet Ratchet, Ed25519Key SessionKey, uint FirstIndex, ImmutableSortedDictionary<uint, ReadIndex> Read)
{
    /// <summary>Beyond this number of gaps, the oldest missing messages are given up.</summary>
    public const int MaxReadAhead = 1000;

    /// <summary>A message that is further ahead is refused; the rotation limits of honest senders are far lower.</summary>
    public const uint MaxGap = 1_000_000;

    public string Id => SessionKey.Value;

    public static InboundGroupSession FromSharedKey(ReadOnlySpan<byte> sharedKey)
    {
        var (ratchet, key) = MegolmSessionKey.Decode(sharedKey);
        return new(ratchet, key, ratchet.Index, ImmutableSortedDictionary<uint, ReadIndex>.Empty);
    }

    /// <summary>
    /// Checks signature and MAC, then decrypts. Each index opens for one event only (m.megolm.v1.aes-sha2, replay attacks): the same
    /// event again is <see cref="EncryptionFault.KeyAlreadyUsed"/>, another one is <see cref="EncryptionFault.Replayed"/>. Where the
    /// ratchet has moved on, both look alike and neither can be read.
    /// </summary>
    public (InboundGroupSession Next, byte[] Plaintext) Decrypt(MegolmMessage message, ReadIndex readBy)
    {
        if (!Ed25519Signing.Verify(SessionKey, message.Signed, message.Signature))
            throw new EncryptionException(EncryptionFault.BadSignature, "The message is not signed by its session.");
        if (message.Index < FirstIndex)
            throw new EncryptionException(EncryptionFault.IndexTooOld, "The message is older than the shared session.");
        if (message.Index < Ratchet.Index)
            throw new EncryptionException(EncryptionFault.KeyAlreadyUsed, "The message was read before.");
        if (Read.TryGetValue(message.Index, out var other))
        {
            throw other == readBy
                ? new EncryptionException(EncryptionFault.KeyAlreadyUsed, "The message was read before.")
                : new EncryptionException(EncryptionFault.Replayed, "Another event used the same message index.");
        }

        if (message.Index - Ratchet.Index > MaxGap || message.Index == uint.MaxValue)
            throw new EncryptionException(EncryptionFault.TooFarAhead, "The message is too far ahead.");

        var at = Ratchet.AdvanceTo(message.Index);
        try
        {
            Span<byte> buffer = stackalloc byte[MessageCipher.BufferSize];
            using var cipher = at.Cipher(buffer);
            cipher.Verify(message.Authenticated, message.Mac);
            var plaintext = cipher.Decrypt(message.Ciphertext);
            return (WithRead(message.Index, readBy), plaintext);
        }
        finally
        {
            at.State.Dispose();
        }
    }

    public override string ToString() => $"[inbound Megolm session {Id} at {Ratchet.Index}]";

    private InboundGroupSession WithRead(uint index, ReadIndex readBy)
    {
        var read = Read.Add(index, readBy);
        var next = read.Count > MaxReadAhead ? read.Keys.First() : Ratchet.Index;
        for (; read.ContainsKey(next); next++)
            read = read.Remove(next);
        return next == Ratchet.Index ? this with { Read = read } : this with { Ratchet = Ratchet.AdvanceTo(next), Read = read };
    }
}
