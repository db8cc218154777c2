using System.Globalization;
using System.Text;
using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Primitives;

namespace AdvocacyBot.Matrix.Encryption.Signing;

/// <summary>
/// Canonical JSON (Appendices, Canonical JSON): no white space, members sorted by code point, strings in UTF-8 with the fewest
/// escapes, integers between -(2^53)+1 and (2^53)-1 only. System.Text.Json escapes more, so signatures over its output are wrong.
/// </summary>
internal static class CanonicalJson
{
    private const long MaxInteger = (1L << 53) - 1;

    public static byte[] Encode(JsonElement element, params ReadOnlySpan<string> withoutMembers)
    {
        using var buffer = new MemoryStream();
        Write(buffer, element, withoutMembers);
        return buffer.ToArray();
    }

    private static void Write(MemoryStream buffer, JsonElement element, ReadOnlySpan<string> withoutMembers = default)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(buffer, element, withoutMembers);
                break;
            case JsonValueKind.Array:
                WriteArray(buffer, element);
                break;
            case JsonValueKind.String:
                WriteString(buffer, Utf8(element.AsText()));
                break;
            case JsonValueKind.Number:
                if (!element.TryGetInt64(out var number) || number is > MaxInteger or < -MaxInteger)
                    throw EncryptionException.Malformed("Canonical JSON has only integers of up to 53 bits.");
                buffer.Write(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
                break;
            case JsonValueKind.True:
                buffer.Write("true"u8);
                break;
            case JsonValueKind.False:
                buffer.Write("false"u8);
                break;
            case JsonValueKind.Null:
                buffer.Write("null"u8);
                break;
            default:
                throw EncryptionException.Malformed("Not a JSON value.");
        }
    }

    private static void WriteObject(MemoryStream buffer, JsonElement element, ReadOnlySpan<string> without)
    {
        // UTF-8 sorts like code points; UTF-16, and so string.CompareOrdinal, does not.
        var members = new SortedDictionary<byte[], JsonElement>(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));
        foreach (var property in element.EnumerateObject())
        {
            var name = JsonReading.NameOf(property);
            if (name is not null && without.Contains(name))
                continue;
            if (!members.TryAdd(Utf8(name), property.Value))
                throw EncryptionException.Malformed("Two members have the same name.");
        }

        buffer.WriteByte((byte)'{');
        var first = true;
        foreach (var (name, value) in members)
        {
            if (!first)
                buffer.WriteByte((byte)',');
            first = false;
            WriteString(buffer, name);
            buffer.WriteByte((byte)':');
            Write(buffer, value);
        }

        buffer.WriteByte((byte)'}');
    }

    private static void WriteArray(MemoryStream buffer, JsonElement element)
    {
        buffer.WriteByte((byte)'[');
        var first = true;
        foreach (var item in element.EnumerateArray())
        {
            if (!first)
                buffer.WriteByte((byte)',');
            first = false;
            Write(buffer, item);
        }

        buffer.WriteByte((byte)']');
    }

    private static void WriteString(MemoryStream buffer, byte[] utf8)
    {
        buffer.WriteByte((byte)'"');
        foreach (var b in utf8)
        {
            switch (b)
            {
                case (byte)'"':
                    buffer.Write("\\\""u8);
                    break;
                case (byte)'\\':
                    buffer.Write("\\\\"u8);
                    break;
                case (byte)'\b':
                    buffer.Write("\\b"u8);
                    break;
                case (byte)'\t':
                    buffer.Write("\\t"u8);
                    break;
                case (byte)'\n':
                    buffer.Write("\\n"u8);
                    break;
                case (byte)'\f':
                    buffer.Write("\\f"u8);
                    break;
                case (byte)'\r':
                    buffer.Write("\\r"u8);
                    break;
                case < 0x20:
                    buffer.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{b:x4}")));
                    break;
                default:
                    buffer.WriteByte(b);
                    break;
            }
        }

        buffer.WriteByte((byte)'"');
    }

    private static byte[] Utf8(string? text) =>
        text is null ? throw EncryptionException.Malformed("A string holds a lone surrogate.") : Encoding.UTF8.GetBytes(text);
}
