using System.Buffers.Binary;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Megolm;

/// <summary>
/// The session-sharing format (olm-megolm, Session-sharing format): version 2, index, ratchet, public key, signature. The export
/// format (version 1) has no signature, so nobody can tell who made it; it is refused (CVE-2022-39246).
/// </summary>
internal static class MegolmSessionKey
{
    private const byte SharingVersion = 2;
    private const byte ExportVersion = 1;
    private const int IndexOffset = 1;
    private const int RatchetOffset = IndexOffset + sizeof(uint);
    private const int PublicKeyOffset = RatchetOffset + MegolmRatchet.Size;
    private const int SignatureOffset = PublicKeyOffset + Ed25519Key.Size;
    private const int Size = SignatureOffset + Ed25519Signing.SignatureSize;

    public static SecretBytes Encode(MegolmRatchet ratchet, SigningKeyPair signing) => SecretBytes.Create(Size, bytes =>
    {
        bytes[0] = SharingVersion;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[IndexOffset..], ratchet.Index);
        ratchet.State.Span.CopyTo(bytes[RatchetOffset..]);
        signing.Public.ToBytes().CopyTo(bytes[PublicKeyOffset..]);
        signing.Sign(bytes[..SignatureOffset]).CopyTo(bytes[SignatureOffset..]);
    });

    /// <summary>Reads and verifies a shared session. The caller overwrites <paramref name="bytes"/>.</summary>
    public static (MegolmRatchet Ratchet, Ed25519Key SessionKey) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0 && bytes[0] == ExportVersion)
            throw new EncryptionException(EncryptionFault.ImportRefused, "Exported sessions are not accepted.");
        if (bytes.Length != Size || bytes[0] != SharingVersion)
            throw EncryptionException.Malformed("Not a shared Megolm session of version 2.");

        var key = Ed25519Key.FromBytes(bytes[PublicKeyOffset..SignatureOffset]);
        if (!Ed25519Signing.Verify(key, bytes[..SignatureOffset], bytes[SignatureOffset..]))
            throw new EncryptionException(EncryptionFault.BadSignature, "The shared session is not signed by its own key.");

        var index = BinaryPrimitives.ReadUInt32BigEndian(bytes[IndexOffset..]);
        return (new(SecretBytes.CopyOf(bytes[RatchetOffset..PublicKeyOffset]), index), key);
    }
}
