using AdvocacyBot.Core;
namespace AdvocacyBot.Host;

/// <summary>The folder in which everything that the bot keeps lies: database, key store, history of the room.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream? hold;

    private DataFolder(string path, FileStream? hold)
    {
        Path = path;
        this.hold = hold;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, "advocacybot.db");

    public string RoomHistory => System.IO.Path.Combine(Path, "room.db");

    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <summary>Opens the folder for a command that runs beside the bot.</summary>
    /// <exception cref="StartupException">It cannot be written to.</exception>
    public static DataFolder Open(string path) => new(Make(path), null);

    /// <summary>Opens the folder for the bot itself and keeps a second bot out of it.</summary>
    /// <exception cref="StartupException">It cannot be written to, or another bot holds it.</exception>
    public static DataFolder Hold(string path)
    {
        var full = Make(path);
        var file = System.IO.Path.Combine(full, "bot.lock");
        try
        {
            return new DataFolder(full, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw ReadOnly(full, e);
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new StartupException(
                $"Another AdvocacyBot is running on the data folder {full}. Stop it first, or give this one a folder of its own with Data__Folder.", e);
        }
        catch (IOException e)
        {
            throw Unusable(full, e);
        }
    }

    public void Dispose() => hold?.Dispose();

    private static string Make(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(full);
            else
                Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

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

    private static StartupException ReadOnly(string path, Exception e) =>
        new($"The data folder {path} cannot be written to. Give this user the right to write there, or name another folder with Data__Folder.", e);

    private static StartupException Unusable(string path, Exception e) =>
        new($"The data folder {path} cannot be used ({e.Message.TrimEnd('.')}). Make room on the disk, or name another folder with Data__Folder.", e);
}
