namespace AdvocacyBot.Matrix.Encryption.Primitives;

/// <summary>
/// Reads the key-value pairs of Olm and Megolm messages (olm-megolm, The Olm Message Format): a tag whose three lowest bits give
/// the type, then an integer or a string with its length. Unknown tags are skipped.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private const int IntegerType = 0;
    private const int StringType = 2;

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int position;

    public ReadOnlySpan<byte> String { get; private set; }

    public uint Integer { get; private set; }

    /// <summary>Reads the next pair; false at the end. The value is in <see cref="String"/> or <see cref="Integer"/>.</summary>
    public bool TryRead(out uint tag)
    {
        tag = 0;
        if (position == bytes.Length)
            return false;

        tag = ReadInteger();
        switch (tag & 7)
        {
            case IntegerType:
                Integer = ReadInteger();
                return true;
            case StringType:
                var length = ReadInteger();
                if (length > bytes.Length - position)
                    throw EncryptionException.Malformed("A value is longer than the message.");
                String = bytes.Slice(position, (int)length);
                position += (int)length;
                return true;
            default:
                throw EncryptionException.Malformed("Unknown value type.");
        }
    }

    private uint ReadInteger()
    {
        ulong value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (position == bytes.Length)
                throw EncryptionException.Malformed("The message ends within an integer.");
            var next = bytes[position++];
            value |= (ulong)(next & 0x7f) << shift;
            if ((next & 0x80) == 0)
                return value <= uint.MaxValue ? (uint)value : throw EncryptionException.Malformed("An integer is too large.");
        }

        throw EncryptionException.Malformed("An integer is too long.");
    }
}

/// <summary>Writes what <see cref="WireReader"/> reads.</summary>
internal sealed class WireWriter(byte version)
{
    private readonly List<byte> bytes = [version];

    public WireWriter Integer(byte tag, uint value)
    {
        bytes.Add(tag);
        WriteInteger(value);
        return this;
    }

    public WireWriter String(byte tag, ReadOnlySpan<byte> value)
    {
        bytes.Add(tag);
        WriteInteger((uint)value.Length);
        bytes.AddRange(value);
        return this;
    }

    /// <summary>The message, followed by <paramref name="room"/> zero bytes for the MAC and the signature.</summary>
    public byte[] ToArray(int room = 0)
    {
        var result = new byte[bytes.Count + room];
        bytes.CopyTo(result);
        return result;
    }

    private void WriteInteger(uint value)
    {
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }
}
