using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>Short opaque names for keys. Pure.</summary>
internal static class TransactionIds
{
    private const int Length = 22;

    /// <summary>The transaction id of a key: always the same, so that the homeserver recognizes a repeated attempt.</summary>
    public static string IdOf(string key) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..Length];
}
