using System.Security.Cryptography;
using System.Text;

namespace AdvocacyBot.Core.Secrets;

/// <summary>Seals bytes with AES-256-GCM, bound to what they belong to: opened in any other place they are refused.</summary>
public static class Sealing
{
    private const int Nonce = 12;
    private const int Tag = 16;

    /// <summary>How many bytes longer sealed content is.</summary>
    public const int Overhead = Nonce + Tag;

    /// <param name="belongsTo">What they belong to; not secret, not stored with them.</param>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> content, string belongsTo)
    {
        var box = new byte[Nonce + content.Length + Tag];
        RandomNumberGenerator.Fill(box.AsSpan(0, Nonce));
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(
            box.AsSpan(0, Nonce), content, box.AsSpan(Nonce, content.Length), box.AsSpan(Nonce + content.Length), Encoding.UTF8.GetBytes(belongsTo));
        return box;
    }

    public static byte[] Seal(byte[] key, string content, string belongsTo) => Seal(key, Encoding.UTF8.GetBytes(content), belongsTo);

    /// <exception cref="CryptographicException">The key, the bytes or what they belong to are not the same.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> box, string belongsTo)
    {
        if (box.Length < Nonce + Tag)
            throw new CryptographicException("Too short to have been sealed.");

        var content = new byte[box.Length - Nonce - Tag];
        using var aes = new AesGcm(key, Tag);
        aes.Decrypt(box[..Nonce], box[Nonce..^Tag], box[^Tag..], content, Encoding.UTF8.GetBytes(belongsTo));
        return content;
    }

    public static string OpenText(byte[] key, ReadOnlySpan<byte> box, string belongsTo) => Encoding.UTF8.GetString(Open(key, box, belongsTo));
}
