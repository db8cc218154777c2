using System.Diagnostics;
using System.Runtime.CompilerServices;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Tests.Docs;

namespace AdvocacyBot.Tests.Deploy;

/// <summary>The unit of systemd, as systemd itself judges it.</summary>
public sealed class UnitTests
{
    private const string Unit = "advocacybot.service";

    /// <summary>In tenths, of systemd's scale from 0 (best) to 10.</summary>
    private const string MaxExposure = "15";

    [SystemdFact]
    public async Task Systemd_finds_no_mistake_in_the_unit()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, Unit);
        // The program is not installed on this machine, so the check gets one that is.
        await File.WriteAllTextAsync(file, (await ReadAsync()).Replace("/opt/advocacybot/AdvocacyBot", "/bin/true", StringComparison.Ordinal));

        var (exitCode, output) = await AnalyzeAsync("verify", file);

        Assert.Equal((0, ""), (exitCode, output.Trim()));
    }

    [SystemdFact]
    public async Task Systemd_finds_the_service_well_protected()
    {
        var (exitCode, output) = await AnalyzeAsync("security", "--offline=true", $"--threshold={MaxExposure}", "--no-pager", PathOfUnit);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task The_unit_keeps_memory_off_the_disk_and_waits_for_the_bot_to_stop()
    {
        var lines = (await ReadAsync()).Split('\n');

        Assert.Contains("LimitCORE=0", lines);
        Assert.Contains("MemorySwapMax=0", lines);
        var seconds = int.Parse(Assert.Single(lines, l => l.StartsWith("TimeoutStopSec=", StringComparison.Ordinal)).Split('=')[1]);
        Assert.True(seconds > 10, "The bot takes up to ten seconds.");
    }

    private static string PathOfUnit => Path.Combine(DocumentationPage.Root, "docs", "deploy", Unit);

    private static Task<string> ReadAsync() => File.ReadAllTextAsync(PathOfUnit);

    private static async Task<(int ExitCode, string Output)> AnalyzeAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("systemd-analyze", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}

/// <summary>A test that needs systemd-analyze.</summary>
public sealed class SystemdFactAttribute : FactAttribute
{
    public SystemdFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        Skip = Needs.SkipWithout(File.Exists("/usr/bin/systemd-analyze"), "systemd-analyze");
}
