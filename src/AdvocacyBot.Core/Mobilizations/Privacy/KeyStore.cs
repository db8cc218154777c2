using System.Security.Cryptography;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>
/// Keeps each mobilization's 32 random bytes in a file of its own, wrapped by the master key. Keys are read when they are
/// used and never held longer, so that a destroyed key is gone from every process at once.
/// </summary>
internal sealed class KeyStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string folder;
    private readonly Lazy<byte[]> master;

    public KeyStore(KeyStoreSettings settings)
    {
        folder = Path.GetFullPath(settings.Folder);
        master = new Lazy<byte[]>(() => settings.MasterKey is { Length: > 0 } given ? Decode(given, "Privacy:MasterKey") : MasterFromFile());
    }

    /// <summary>Makes a key and returns its name, which says nothing.</summary>
    public string Create()
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var key = RandomNumberGenerator.GetBytes(MasterKey.Length);
        MakeFolder();
        WriteNew(KeyFile(id), Sealing.Seal(master.Value, key, id));
        CryptographicOperations.ZeroMemory(key);
        return id;
    }

    /// <summary>The key; null where it is destroyed.</summary>
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

    /// <summary>Overwrites and deletes a key and leaves a mark that it was destroyed; doing it again changes nothing.</summary>
    public void Destroy(string id)
    {
        MakeFolder();
        var mark = MarkFile(id);
        if (!File.Exists(mark))
            WriteNew(mark, []);
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

    /// <summary>Whether a key was destroyed, which a database restored from a backup does not know.</summary>
    public bool IsDestroyed(string id) => File.Exists(MarkFile(id));

    /// <summary>The names of the keys that were made before an instant.</summary>
    public IReadOnlyList<string> MadeBefore(DateTime utc) =>
        Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.key").Where(f => Path.GetFileName(f) != "master.key" && File.GetLastWriteTimeUtc(f) < utc)
                .Select(f => Path.GetFileNameWithoutExtension(f))]
            : [];

    private string KeyFile(string id) => Path.Combine(folder, id + ".key");

    private string MarkFile(string id) => Path.Combine(folder, id + ".destroyed");

    private void MakeFolder()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    private byte[] MasterFromFile()
    {
        MakeFolder();
        var file = Path.Combine(folder, "master.key");
        if (!File.Exists(file))
        {
            try
            {
                WriteNew(file, System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKey.Length))));
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another process made it first; its key is the one.
            }
        }

        return Decode(File.ReadAllText(file), file);
    }

    private static byte[] Decode(string base64, string source) => MasterKey.TryRead(base64)
        ?? throw new StartupException($"{source} must be 32 bytes in base64, as \"openssl rand -base64 32\" prints them; put the former key back, because no other key opens what is stored.");

    /// <summary>Readable by its owner alone from its first byte on, and on the disk before this returns.</summary>
    private static void WriteNew(string file, byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var stream = new FileStream(file, options);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}
