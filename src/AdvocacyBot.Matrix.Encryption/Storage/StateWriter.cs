using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Storage;

/// <summary>Writes a value in a compact binary form, because keys in JSON would become strings that nobody can overwrite.</summary>
internal sealed class StateWriter : IDisposable
{
    private const byte Version = 1;

    private readonly ErasedBuffer buffer = new();

    public StateWriter() => buffer.Append([Version]);

    public SecretBytes ToSecret() => buffer.ToSecret();

    public void Dispose() => buffer.Dispose();

    public StateWriter Bool(bool value) => Bytes([value ? (byte)1 : (byte)0]);

    public StateWriter Long(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return Bytes(bytes);
    }

    public StateWriter Time(DateTimeOffset value) => Long(value.UtcTicks);

    public StateWriter Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        return Long(bytes.Length).Bytes(bytes);
    }

    public StateWriter Secret(SecretBytes value) => Long(value.Length).Bytes(value.Span);

    public StateWriter Key(Curve25519Key value) => Bytes(value.ToBytes());

    public StateWriter Key(Ed25519Key value) => Bytes(value.ToBytes());

    public StateWriter Pair(CurveKeyPair value) => Secret(value.Private).Key(value.Public);

    /// <summary>Only the seed: signing under another public key than the seed's would reveal the private key.</summary>
    public StateWriter Pair(SigningKeyPair value) => Secret(value.Seed);

    public StateWriter Optional<T>(T? value, Action<T> write)
        where T : class
    {
        Bool(value is not null);
        if (value is not null)
            write(value);
        return this;
    }

    public StateWriter OptionalKey(Ed25519Key? value)
    {
        Bool(value is not null);
        return value is { } key ? Key(key) : this;
    }

    public StateWriter List<T>(IReadOnlyCollection<T> values, Action<T> write)
    {
        Long(values.Count);
        foreach (var value in values)
            write(value);
        return this;
    }

    private StateWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        buffer.Append(bytes);
        return this;
    }
}

/// <summary>Reads what <see cref="StateWriter"/> wrote; throws <see cref="EncryptionFault.CorruptStore"/> if it cannot.</summary>
internal sealed class StateReader
{
    private const byte Version = 1;

    private readonly SecretBytes row;
    private int position;

    /// <param name="row">The row; the caller overwrites it after reading.</param>
    public StateReader(SecretBytes row)
    {
        this.row = row;
        if (Bytes(1)[0] != Version)
            throw Corrupt();
    }

    public bool Bool() => Bytes(1)[0] != 0;

    public long Long() => BinaryPrimitives.ReadInt64BigEndian(Bytes(sizeof(long)));

    public uint UInt() => Long() is >= 0 and <= uint.MaxValue and var value ? (uint)value : throw Corrupt();

    public DateTimeOffset Time() => Long() is >= 0 and var ticks && ticks <= DateTimeOffset.MaxValue.UtcTicks
        ? new(ticks, TimeSpan.Zero)
        : throw Corrupt();

    public string Text() => Encoding.UTF8.GetString(Bytes(Length()));

    public SecretBytes Secret() => SecretBytes.CopyOf(Bytes(Length()));

    public Curve25519Key CurveKey() => Curve25519Key.FromBytes(Bytes(Curve25519Key.Size));

    public Ed25519Key EdKey() => Ed25519Key.FromBytes(Bytes(Ed25519Key.Size));

    public CurveKeyPair CurvePair() => new(Secret(), CurveKey());

    public SigningKeyPair SigningPair() => SigningKeyPair.FromSeed(Secret());

    public T? Optional<T>(Func<T> read)
        where T : class => Bool() ? read() : null;

    public Ed25519Key? OptionalEdKey() => Bool() ? EdKey() : null;

    public ImmutableArray<T> List<T>(Func<T> read)
    {
        var count = Length();
        var items = ImmutableArray.CreateBuilder<T>();
        for (var i = 0; i < count; i++)
            items.Add(read());
        return items.ToImmutable();
    }

    public void End()
    {
        if (position != row.Length)
            throw Corrupt();
    }

    private int Length() => Long() is >= 0 and var length && length <= row.Length - position ? (int)length : throw Corrupt();

    private ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > row.Length - position)
            throw Corrupt();
        position += count;
        return row.Span.Slice(position - count, count);
    }

    private static EncryptionException Corrupt() => new(EncryptionFault.CorruptStore, "A stored row cannot be read.");
}
