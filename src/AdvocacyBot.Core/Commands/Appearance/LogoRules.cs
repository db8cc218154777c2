using AdvocacyBot.Core.Chat.Pictures;

namespace AdvocacyBot.Core.Commands.Appearance;

/// <summary>Which pictures can be a logo: it is loaded with every page. Pure.</summary>
internal static class LogoRules
{
    public const int MaxBytes = 512 * 1024;
    public const int MinPixels = 32;
    public const int MaxPixels = 2000;

    /// <summary>Reads a file as a logo, without its metadata.</summary>
    /// <returns>The picture, or the key of the sentence that says why it cannot be used.</returns>
    public static (PictureFile? File, string? Problem) Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
            return (null, "problem.logo.large");
        if (PictureFile.Read(bytes) is not { } file || PictureSize.Of(file) is not var (width, height))
            return (null, "problem.logo.type");
        if (PictureSize.IsMoving(file))
            return (null, "problem.logo.moving");
        return Math.Min(width, height) < MinPixels || Math.Max(width, height) > MaxPixels ? (null, "problem.logo.size") : (file, null);
    }
}
