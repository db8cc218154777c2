using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace AdvocacyBot.Matrix.Encryption.Primitives;

/// <summary>Base64 without padding (Appendices, Unpadded Base64). Reading also accepts padding, and nothing else: no white space.</summary>
internal static class UnpaddedBase64
{
    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    /// <summary>Appends the text as UTF-8 without making a string, because strings cannot be overwritten.</summary>
    public static void Append(ErasedBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        Base64.EncodeToUtf8(bytes, buffer.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var written);
        buffer.Advance(written);
        while (written-- > 0 && buffer.Written[^1] == '=')
            buffer.Advance(-1);
    }

    public static byte[] Decode(string text) =>
        TryDecode(text) ?? throw EncryptionException.Malformed("Not valid Base64.");

    /// <summary>Null if the text is not Base64.</summary>
    public static byte[]? TryDecode(string text)
    {
        var utf8 = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = Encoding.UTF8.GetBytes(text, utf8);
        return TryDecode(utf8.AsSpan(0, length), out var bytes) ? bytes : null;
    }

    /// <summary>Decodes UTF-8 text into an array that the caller overwrites if it is secret.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> utf8, out byte[] bytes)
    {
        bytes = [];
        var text = utf8.TrimEnd((byte)'=');
        if (utf8.Length - text.Length > 2 || text.Length % 4 == 1 || text.ContainsAnyExcept(Alphabet))
            return false;

        // Base64 permits bits after the last byte; they are cleared so that one value has one spelling.
        Span<byte> tail = [(byte)'A', (byte)'A', (byte)'A', (byte)'A'];
        var whole = text.Length / 4 * 4;
        text[whole..].CopyTo(tail);
        var extra = text.Length == whole ? 0 : text.Length - whole - 1;
        bytes = new byte[(whole / 4 * 3) + extra];
        Span<byte> last = stackalloc byte[3];
        if (Base64.DecodeFromUtf8(text[..whole], bytes, out _, out _) != OperationStatus.Done)
            return false;

        Base64.DecodeFromUtf8(tail, last, out _, out _);
        last[..extra].CopyTo(bytes.AsSpan(whole / 4 * 3));
        return true;
    }

    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);
}
