namespace AdvocacyBot.Core.Chat.Pictures;

/// <summary>Gets a picture: an uploaded one from the store, any other from the web. Null if there is no usable picture at the address.</summary>
public delegate Task<PictureFile?> PictureSource(Uri address, CancellationToken ct);

/// <summary>A picture as a file.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="MediaType">Such as image/png.</param>
public sealed record PictureFile(byte[] Bytes, string MediaType)
{
    /// <summary>The largest file that is used, in bytes.</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>
    /// A picture of at most <see cref="MaxBytes"/>; null for anything else. The first bytes decide, because what servers and people say
    /// about files is often wrong. SVG is excluded: it can contain scripts.
    /// </summary>
    public static PictureFile? Read(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= MaxBytes && MediaTypeOf(bytes) is { } type ? new PictureFile(bytes.ToArray(), type) : null;

    private static string? MediaTypeOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        _ => null,
    };
}
