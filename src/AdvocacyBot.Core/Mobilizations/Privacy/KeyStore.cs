using System.Security.Cryptography;
using AdvocacyBot.Core.Secrets;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>
/// Keeps each mobilization's 32 random bytes in a file of its own, wrapped by the master key. Keys are read at each use and
/// never cached, so that a destroyed key is gone from every process at once.
/// </summary>
internal sealed class KeyStore(KeyStoreSettings settings, MasterKey master)
{
    private const int KeyLength = 32;
    private const int FileLength = KeyLength + Sealing.Overhead;
    private readonly string folder = Path.GetFullPath(settings.Folder);

    /// <summary>Creates a key and returns its random name.</summary>
    public string Create()
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        PrivateFiles.CreateFolder(folder);
        PrivateFiles.WriteNew(KeyFile(id), Sealing.Seal(master.Value, key, id));
        CryptographicOperations.ZeroMemory(key);
        return id;
    }

    /// <summary>The key; null if it has been destroyed.</summary>
    /// <exception cref="CryptographicException">The master key is not the one that wrapped it.</exception>
    public byte[]? Find(string id)
    {
        try
        {
            return Sealing.Open(master.Value, File.ReadAllBytes(KeyFile(id)), id);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Overwrites and deletes a key and leaves a mark that it was destroyed. Idempotent.</summary>
    public void Destroy(string id)
    {
        PrivateFiles.CreateFolder(folder);
        var mark = MarkFile(id);
        if (!File.Exists(mark))
            PrivateFiles.WriteNew(mark, []);
        var file = KeyFile(id);
        if (!File.Exists(file))
            return;

        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.None))
        {
            stream.Write(RandomNumberGenerator.GetBytes((int)stream.Length));
            stream.Flush(flushToDisk: true);
        }

        File.Delete(file);
    }

    /// <summary>Whether a key has been destroyed; a database restored from a backup does not record that.</summary>
    public bool IsDestroyed(string id) => File.Exists(MarkFile(id));

    /// <summary>The names of the keys created before an instant.</summary>
    public IReadOnlyList<string> MadeBefore(DateTime utc) =>
        [.. KeyFiles().Where(f => File.GetLastWriteTimeUtc(f) < utc).Select(f => Path.GetFileNameWithoutExtension(f))];

    /// <summary>The names of the keys that were created last, at most as many as given. Files that a full disk has cut short are left out.</summary>
    public IReadOnlyList<string> NewestNames(int count) =>
        [.. KeyFiles().Where(f => new FileInfo(f).Length == FileLength).OrderByDescending(File.GetLastWriteTimeUtc).Take(count).Select(f => Path.GetFileNameWithoutExtension(f))];

    private IEnumerable<string> KeyFiles() => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.key").Where(f => Path.GetFileName(f) != MasterKey.FileName)
        : [];

    private string KeyFile(string id) => Path.Combine(folder, id + ".key");

    private string MarkFile(string id) => Path.Combine(folder, id + ".destroyed");
}
