using System.Security.Cryptography;
using System.Text;

namespace AdvocacyBot.Matrix.State;

/// <summary>
/// Seals the access token under the account's password, which is not in the database, so that a copy of the database does not give
/// access to the account. Pure except for randomness.
/// </summary>
internal static class SealedToken
{
    private const int Iterations = 200_000;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static string Seal(string token, string password, string user)
    {
        var plain = Encoding.UTF8.GetBytes(token);
        var box = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(Key(password, user), TagLength);
        cipher.Encrypt(box.AsSpan(0, NonceLength), plain, box.AsSpan(NonceLength + TagLength), box.AsSpan(NonceLength, TagLength));
        return Convert.ToBase64String(box);
    }

    /// <returns>Null if it was sealed under another password or was not sealed at all.</returns>
    public static string? Open(string sealedToken, string password, string user)
    {
        var box = new byte[sealedToken.Length];
        if (!Convert.TryFromBase64String(sealedToken, box, out var length) || length <= NonceLength + TagLength)
            return null;

        var plain = new byte[length - NonceLength - TagLength];
        using var cipher = new AesGcm(Key(password, user), TagLength);
        try
        {
            cipher.Decrypt(
                box.AsSpan(0, NonceLength), box.AsSpan(NonceLength + TagLength, plain.Length), box.AsSpan(NonceLength, TagLength), plain);
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Key(string password, string user) =>
        Rfc2898DeriveBytes.Pbkdf2(password, Encoding.UTF8.GetBytes($"advocacybot matrix {user}"), Iterations, HashAlgorithmName.SHA256, 32);
}
