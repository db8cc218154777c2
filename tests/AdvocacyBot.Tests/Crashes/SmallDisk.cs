using System.Diagnostics;
using System.Runtime.CompilerServices;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Crashes;

/// <summary>A folder with a file system of its own, so small that it can be filled.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Megabytes = 64;
    private readonly TemporaryFolder folder = new();

    public SmallDisk() => Run("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "advocacybot", Folder);

    /// <summary>Only root may mount one.</summary>
    public static bool CanBeMade { get; } = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    public string Folder => folder.Path;

    private string Filler => Path.Combine(Folder, "filler");

    /// <summary>Leaves so many megabytes.</summary>
    public void FillTo(int free)
    {
        using var file = File.Create(Filler);
        file.Write(new byte[new DriveInfo(Folder).AvailableFreeSpace - (free * 1_048_576L)]);
    }

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

    public void Dispose()
    {
        Run("umount", "--lazy", Folder);
        folder.Dispose();
    }

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
    public SmallDiskFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        Skip = Needs.SkipWithout(SmallDisk.CanBeMade, "A right to mount");
}
