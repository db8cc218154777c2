using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Tests.Docs;

namespace AdvocacyBot.Tests.Deploy;

/// <summary>
/// Builds the archive for this machine as the release does, from a copy of the sources, and starts the bot that it contains on a
/// machine without .NET.
/// </summary>
public sealed class ArchiveTests
{
    [LongFact]
    public async Task The_bot_of_an_archive_starts_without_an_installed_runtime()
    {
        using var folder = new TemporaryFolder();
        var (sources, built, unpacked) = (Path.Combine(folder.Path, "sources"), Path.Combine(folder.Path, "built"), Path.Combine(folder.Path, "unpacked"));
        await RunAsync("git", DocumentationPage.Root, "clone", "--quiet", "--no-local", DocumentationPage.Root, sources);
        await RunAsync("dotnet", sources, "publish", "src/AdvocacyBot", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", built, "-v", "quiet");
        var archive = Path.Combine(folder.Path, "advocacybot.tar.gz");
        await using (var file = File.Create(archive))
        {
            await using var packed = new GZipStream(file, CompressionLevel.Fastest);
            await TarFile.CreateFromDirectoryAsync(built, packed, includeBaseDirectory: false);
        }

        Directory.CreateDirectory(unpacked);
        await using (var file = File.OpenRead(archive))
        {
            await using var packed = new GZipStream(file, CompressionMode.Decompress);
            await TarFile.ExtractToDirectoryAsync(packed, unpacked, overwriteFiles: false);
        }

        var program = Path.Combine(unpacked, "AdvocacyBot");
        var answer = await RunAsync(program, folder.Path, "ask", "delegations 2014");
        Assert.Contains("CADSI", answer, StringComparison.Ordinal);
        await using var bot = await BotProcess.StartProgramAsync(program, folder.Path, ("DOTNET_ROOT", "/nowhere"));
        await Eventually.HoldsAsync(bot.IsReadyAsync, "the bot is ready");
        Assert.Equal(0, await bot.StopAsync());
        foreach (var name in (string[])["LICENSE", "THIRD-PARTY-NOTICES.txt", "advocacybot.service", "appsettings.json"])
            Assert.True(File.Exists(Path.Combine(unpacked, name)), name);
    }

    private static async Task<string> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["Data__Folder"] = Path.Combine(folder, "data");
        start.Environment["DOTNET_ROOT"] = program == "dotnet" ? Environment.GetEnvironmentVariable("DOTNET_ROOT") : "/nowhere";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await errors);
        return output;
    }
}

/// <summary>A test that takes minutes and runs only in a long run, see <see cref="LongRuns"/>.</summary>
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        Skip = LongRuns.Count(0, 1) == 0 ? "It takes minutes; set ADVOCACYBOT_LONG_TESTS to run it." : null;
}
