using System.Security.Cryptography;
using System.Text;

namespace AdvocacyBot.Web.Sessions;

/// <summary>The random part of a link that lets somebody in. Only its hash is stored, so that the file opens nothing.</summary>
internal static class LinkToken
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
