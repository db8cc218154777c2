using AdvocacyBot.Core;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Settings;

namespace AdvocacyBot.Host;

/// <summary>The folder with everything that the bot stores: database, keys, the web room's history.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string DatabaseName = "advocacybot.db";
    private readonly FileStream? lockFile;

    private DataFolder(string path, string keys, FileStream? lockFile)
    {
        Path = path;
        Keys = keys.Length > 0 ? System.IO.Path.GetFullPath(keys) : System.IO.Path.Combine(path, "keys");
        this.lockFile = lockFile;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, DatabaseName);

    public string RoomHistory => System.IO.Path.Combine(Path, "room.db");

    /// <summary>Not locked: the processes on one PostgreSQL share it.</summary>
    public string Keys { get; }

    /// <summary>Opens the folder for a command that may run next to the bot.</summary>
    /// <exception cref="StartupException">It cannot be written to.</exception>
    public static DataFolder Open(DataSettings data) => new(Make(data.Folder), data.KeysFolder, null);

    /// <summary>Opens the folder for the bot itself and locks it, so that no second bot uses it.</summary>
    /// <exception cref="StartupException">It cannot be written to, or another bot uses it.</exception>
    public static DataFolder Lock(DataSettings data)
    {
        var full = Make(data.Folder);
        var file = System.IO.Path.Combine(full, "bot.lock");
        try
        {
            return new DataFolder(full, data.KeysFolder, PrivateFiles.OpenExclusively(file));
        }
        catch (UnauthorizedAccessException e)
        {
            throw ReadOnly(full, e);
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new StartupException(
                $"Another AdvocacyBot is running on the data folder {full}. Stop it first, or choose another folder with Data__Folder.", e);
        }
        catch (IOException e)
        {
            throw Unusable(full, e);
        }
    }

    public void Dispose() => lockFile?.Dispose();

    private static string Make(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            var isOurs = IsOurs(full);
            PrivateFiles.CreateFolder(full);
            if (isOurs)
                PrivateFiles.RestrictFolder(full);
            var probe = System.IO.Path.Combine(full, $".probe-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "probe");
            File.Delete(probe);
            return full;
        }
        catch (UnauthorizedAccessException e)
        {
            throw ReadOnly(full, e);
        }
        catch (IOException e)
        {
            throw Unusable(full, e);
        }
    }

    /// <summary>Whether nobody else uses the folder. A shared one, such as /tmp, must keep its permissions; the files in it are private.</summary>
    private static bool IsOurs(string path) =>
        Directory.Exists(path) && (File.Exists(System.IO.Path.Combine(path, DatabaseName)) || !Directory.EnumerateFileSystemEntries(path).Any());

    private static StartupException ReadOnly(string path, Exception e) =>
        new($"The data folder {path} cannot be written to. Give this user the right to write there, or choose another folder with Data__Folder.", e);

    private static StartupException Unusable(string path, Exception e) =>
        new($"The data folder {path} cannot be used ({e.Message.TrimEnd('.')}). Free some space, or choose another folder with Data__Folder.", e);
}
