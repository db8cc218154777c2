using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>Short names for keys, in which nothing can be read. Pure.</summary>
internal static class Transactions
{
    private const int Length = 22;

    /// <summary>The transaction id of a key: always the same, so that the homeserver knows a repeated attempt.</summary>
    public static string IdOf(string key) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..Length];
}
