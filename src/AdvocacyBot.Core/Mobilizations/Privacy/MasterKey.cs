namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>The form of the key that encrypts the keys of mobilizations: 32 bytes in base64, in which white space is ignored.</summary>
internal static class MasterKey
{
    public const int Length = 32;

    /// <returns>The key; null if the text is anything else.</returns>
    public static byte[]? TryRead(string base64)
    {
        var key = new byte[Length];
        return Convert.TryFromBase64String(base64, key, out var length) && length == Length ? key : null;
    }
}
