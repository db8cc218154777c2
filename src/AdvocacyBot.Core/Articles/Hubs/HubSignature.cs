using System.Security.Cryptography;

namespace AdvocacyBot.Core.Articles.Hubs;

/// <summary>
/// Checks the signature of a pushed document (https://www.w3.org/TR/websub/#signature-validation), such as <c>sha256=0a1b…</c>.
/// Pure; comparison takes the same time for every signature.
/// </summary>
internal static class HubSignature
{
    public static bool IsValid(string? header, byte[] secret, ReadOnlySpan<byte> body)
    {
        if (header?.Split('=', 2) is not [var method, var hex] || hex.Length % 2 != 0 || !hex.All(char.IsAsciiHexDigit))
            return false;
        byte[]? expected = method.Trim().ToLowerInvariant() switch
        {
            "sha256" => HMACSHA256.HashData(secret, body),
            "sha384" => HMACSHA384.HashData(secret, body),
            "sha512" => HMACSHA512.HashData(secret, body),
            // Many hubs still sign with SHA-1; as an HMAC with a secret key it cannot be forged.
#pragma warning disable CA5350
            "sha1" => HMACSHA1.HashData(secret, body),
#pragma warning restore CA5350
            _ => null,
        };
        return expected is not null && CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(hex));
    }
}
