using System.Diagnostics.CodeAnalysis;

namespace AdvocacyBot.Matrix.Encryption.Primitives;

/// <summary>A public X25519 key, as canonical unpadded Base64, so that equal keys are equal strings.</summary>
public readonly record struct Curve25519Key
{
    internal const int Size = 32;

    private Curve25519Key(string value) => Value = value;

    /// <summary>Unpadded Base64.</summary>
    public string Value { get; }

    internal static Curve25519Key FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new(UnpaddedBase64.Encode(bytes))
        : throw EncryptionException.Malformed("A Curve25519 key has 32 bytes.");

    internal static bool TryParse([NotNullWhen(true)] string? text, out Curve25519Key key)
    {
        var bytes = text is { Length: 43 or 44 } ? UnpaddedBase64.TryDecode(text) : null;
        key = bytes is { Length: Size } ? FromBytes(bytes) : default;
        return bytes is { Length: Size };
    }

    internal byte[] ToBytes() => UnpaddedBase64.Decode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A public Ed25519 key, as canonical unpadded Base64. People compare it as a fingerprint.</summary>
public readonly record struct Ed25519Key
{
    internal const int Size = 32;

    private Ed25519Key(string value) => Value = value;

    /// <summary>Unpadded Base64.</summary>
    public string Value { get; }

    internal static Ed25519Key FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new(UnpaddedBase64.Encode(bytes))
        : throw EncryptionException.Malformed("An Ed25519 key has 32 bytes.");

    internal static bool TryParse([NotNullWhen(true)] string? text, out Ed25519Key key)
    {
        var bytes = text is { Length: 43 or 44 } ? UnpaddedBase64.TryDecode(text) : null;
        key = bytes is { Length: Size } ? FromBytes(bytes) : default;
        return bytes is { Length: Size };
    }

    internal byte[] ToBytes() => UnpaddedBase64.Decode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
