using System.Security.Cryptography;
using System.Text;

namespace AdvocacyBot.Core.Facts;

/// <summary>Digests that tell contents and people apart.</summary>
internal static class Digest
{
    /// <summary>64 hexadecimal digits.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The first eight of them.</summary>
    public static string Short(string text) => Of(text)[..8];
}
