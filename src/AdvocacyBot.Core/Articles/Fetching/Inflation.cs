using System.IO.Compression;

namespace AdvocacyBot.Core.Articles.Fetching;

/// <summary>
/// Reads a body and decompresses it according to its first bytes, because servers label bodies wrongly. Never keeps more than the
/// limit in memory, however large a body would become.
/// </summary>
internal static class Inflation
{
    /// <param name="Bytes">Decompressed.</param>
    /// <param name="IsCutOff">Whether the compressed data broke off.</param>
    public readonly record struct Content(ReadOnlyMemory<byte> Bytes, bool IsCutOff);

    /// <returns>Null if it is larger than the limit.</returns>
    public static async Task<Content?> ReadAsync(HttpContent body, int limit, CancellationToken ct)
    {
        if (body.Headers.ContentLength > limit)
            return null;

        await using var stream = await body.ReadAsStreamAsync(ct);
        if (await CopyAsync(stream, limit, ct) is not { } raw)
            return null;
        var label = body.Headers.ContentEncoding.LastOrDefault()?.ToLowerInvariant();
        return await InflateAsync(raw.Bytes, label, limit, ct);
    }

    internal static async Task<Content?> InflateAsync(ReadOnlyMemory<byte> raw, string? label, int limit, CancellationToken ct)
    {
        if (Decompressor(raw, label) is not { } inflating)
            return new Content(raw, false);

        await using (inflating)
        {
            var inflated = await CopyAsync(inflating, limit, ct);
            // A body that is labelled as compressed but is not yields nothing.
            return inflated is { Bytes.Length: 0, IsCutOff: true } ? new Content(raw, false) : inflated;
        }
    }

    private static Stream? Decompressor(ReadOnlyMemory<byte> raw, string? label)
    {
        var start = raw.Span;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return new GZipStream(Over(raw), CompressionMode.Decompress);
        if (label == "br" && !LooksPlain(start))
            return new BrotliStream(Over(raw), CompressionMode.Decompress);
        if (label == "deflate" && !LooksPlain(start))
            return start.Length > 0 && (start[0] & 0x0F) == 8
                ? new ZLibStream(Over(raw), CompressionMode.Decompress)
                : new DeflateStream(Over(raw), CompressionMode.Decompress);
        return null;
    }

    private static async Task<Content?> CopyAsync(Stream from, int limit, CancellationToken ct)
    {
        using var to = new MemoryStream();
        var buffer = new byte[16_384];
        try
        {
            for (int count; (count = await from.ReadAsync(buffer, ct)) > 0;)
            {
                if (to.Length + count > limit)
                    return null;
                to.Write(buffer, 0, count);
            }
        }
        catch (Exception e) when (from is GZipStream or BrotliStream or DeflateStream or ZLibStream
            && e is InvalidDataException or IOException or InvalidOperationException)
        {
            return new Content(to.ToArray(), IsCutOff: true);
        }

        return new Content(to.GetBuffer().AsMemory(0, (int)to.Length), IsCutOff: false);
    }

    private static bool LooksPlain(ReadOnlySpan<byte> start) => start.Length > 0 && start[0] is (byte)'<' or (byte)'{' or (byte)' ' or 0xEF;

    private static MemoryStream Over(ReadOnlyMemory<byte> raw) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(raw, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(raw.ToArray(), writable: false);
}
