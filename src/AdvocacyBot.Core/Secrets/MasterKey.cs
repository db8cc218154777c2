using System.Security.Cryptography;
using System.Text;

namespace AdvocacyBot.Core.Secrets;

/// <summary>
/// The installation's 32-byte key: from the setting <c>Privacy:MasterKey</c>, or from a file next to the keys it wraps, created
/// at first use. Thread-safe.
/// </summary>
/// <remarks>Every other secret is wrapped by it or derived from it, so it must be in no database and no backup.</remarks>
public sealed class MasterKey(KeyStoreSettings settings)
{
    internal const string FileName = "master.key";
    private const int Length = 32;
    private readonly Lazy<byte[]> key = new(() => settings.MasterKey is { Length: > 0 } given ? Decode(given, "Privacy:MasterKey") : FromFile(PathIn(settings.Folder)));

    /// <summary>The key itself. Callers must not change it.</summary>
    /// <exception cref="StartupException">The setting or the file does not hold 32 bytes in base64.</exception>
    internal byte[] Value => key.Value;

    /// <summary>A key for one purpose, by HKDF-SHA-256 (RFC 5869). Keys of different purposes reveal nothing about each other.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Value, Length, info: Encoding.UTF8.GetBytes($"advocacybot/{purpose}"));

    /// <summary>The file that holds the key if the settings do not.</summary>
    internal string FilePath { get; } = PathIn(settings.Folder);

    /// <summary>Whether there is a key, in the settings or in its file.</summary>
    internal bool Exists => settings.MasterKey is { Length: > 0 } || File.Exists(FilePath);

    private static string PathIn(string folder) => Path.Combine(Path.GetFullPath(folder), FileName);

    private static byte[] FromFile(string file)
    {
        if (!File.Exists(file))
        {
            try
            {
                PrivateFiles.CreateFolder(Path.GetDirectoryName(file)!);
                PrivateFiles.WriteNew(file, Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length))));
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another process created it first; that key is the one.
            }
        }

        return Decode(File.ReadAllText(file), file);
    }

    /// <summary>Reads 32 bytes in base64; white space is ignored.</summary>
    /// <returns>The key; null if the text is anything else.</returns>
    internal static byte[]? TryRead(string base64)
    {
        var bytes = new byte[Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length == Length ? bytes : null;
    }

    private static byte[] Decode(string base64, string source) => TryRead(base64)
        ?? throw new StartupException($"{source} must be 32 bytes in base64, as \"openssl rand -base64 32\" prints them; put the former key back, because no other key opens what is stored.");
}
