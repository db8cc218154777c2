namespace AdvocacyBot.Core.Secrets;

/// <summary>Files and folders that only the bot's own user may read, whatever the umask. On Windows they inherit the folder's permissions.</summary>
public static class PrivateFiles
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;
    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Creates the folder with mode 0700 if it is missing. An existing one is left as it is.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path))
            return;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, FolderMode);
        File.SetUnixFileMode(path, FolderMode);
    }

    /// <summary>Creates an empty file with mode 0600.</summary>
    /// <exception cref="IOException">There is a file of that name.</exception>
    public static FileStream CreateNew(string path)
    {
        var options = new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (OperatingSystem.IsWindows())
            return new FileStream(path, options);

        options.UnixCreateMode = FileMode;
        var stream = new FileStream(path, options);
        File.SetUnixFileMode(stream.SafeFileHandle, FileMode);
        return stream;
    }

    /// <summary>Opens a file that nobody else may use meanwhile; one that is missing is created with mode 0600.</summary>
    /// <exception cref="IOException">It is in use.</exception>
    public static FileStream OpenExclusively(string path)
    {
        var options = new FileStreamOptions { Mode = System.IO.FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = FileMode;
        var stream = new FileStream(path, options);
        Restrict(path, FileMode);
        return stream;
    }

    /// <summary>Creates a file with mode 0600 and flushes it to the disk. The file appears whole or, on a full disk for example, not at all.</summary>
    /// <exception cref="IOException">There is a file of that name, or it cannot be written.</exception>
    public static void WriteNew(string path, byte[] content)
    {
        var part = $"{path}.{Path.GetRandomFileName()}.part";
        try
        {
            using (var stream = CreateNew(part))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: false);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Prepares the file of an SQLite database, which SQLite itself would create readable by others; its logs get the same mode.</summary>
    public static void PrepareDatabase(string path)
    {
        if (!File.Exists(path))
        {
            CreateNew(path).Dispose();
            return;
        }

        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
            Restrict(file, FileMode);
    }

    /// <summary>Takes the permissions of others away from a folder.</summary>
    public static void RestrictFolder(string path) => Restrict(path, FolderMode);

    /// <summary>No error if it is missing or belongs to another user, who has decided who may read it.</summary>
    private static void Restrict(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows() || !Path.Exists(path) || (File.GetUnixFileMode(path) & OfOthers) == UnixFileMode.None)
            return;
        try
        {
            File.SetUnixFileMode(path, mode);
        }
        catch (UnauthorizedAccessException)
        {
            // Another user's: only that user can change it.
        }
    }
}
