using System.Diagnostics;
using AdvocacyBot.Tests.Support;

namespace AdvocacyBot.Tests.Crashes;

/// <summary>A file system of its own in a folder, so small that it can be filled.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Megabytes = 64;
    private readonly string folder;

    public SmallDisk(string folder)
    {
        this.folder = folder;
        Run("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "advocacybot", folder);
    }

    /// <summary>Only root may mount one.</summary>
    public static bool CanBeMade { get; } = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    private string Filler => Path.Combine(folder, "filler");

    /// <summary>Leaves no room at all.</summary>
    public void Fill()
    {
        using var file = File.Create(Filler);
        try
        {
            var block = new byte[4096];
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    public void Dispose() => Run("umount", "--lazy", folder);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}

/// <summary>A test that needs a disk which it may fill.</summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = Needs.SkipWithout(SmallDisk.CanBeMade, "A right to mount");
}
