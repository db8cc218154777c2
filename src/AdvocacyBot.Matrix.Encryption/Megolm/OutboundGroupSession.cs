using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Megolm;

/// <summary>
/// The session with which this device encrypts in one room. Immutable: <see cref="Encrypt"/> returns the next session, which must
/// be stored before the message is used.
/// </summary>
internal sealed record OutboundGroupSession(MegolmRatchet Ratchet, SigningKeyPair Signing, DateTimeOffset CreatedAt)
{
    /// <summary>The session id is its public key.</summary>
    public string Id => Signing.Public.Value;

    public static OutboundGroupSession Create(DateTimeOffset now, RandomSource random) =>
        new(MegolmRatchet.Create(random), SigningKeyPair.Generate(random), now);

    public (OutboundGroupSession Next, byte[] Message) Encrypt(ReadOnlySpan<byte> plaintext)
    {
        var message = MegolmMessage.Encode(Ratchet, Signing, plaintext);
        return (this with { Ratchet = Ratchet.Advance() }, message);
    }

    /// <summary>The key from the current index on: whoever receives it cannot read earlier messages.</summary>
    public SecretBytes SharedKey() => MegolmSessionKey.Encode(Ratchet, Signing);

    public IEnumerable<SecretBytes> Secrets() => [Ratchet.State, Signing.Seed];

    public override string ToString() => $"[outbound Megolm session {Id} at {Ratchet.Index}]";
}
