using System.Runtime.Versioning;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>What other users of the machine, and whoever copies the data folder, can read.</summary>
public sealed class DataFolderTests
{
    private const UnixFileMode File600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Folder700 = File600 | UnixFileMode.UserExecute;

    public static bool IsUnix => !OperatingSystem.IsWindows();

    [Theory(Skip = "Windows has no umask.", SkipUnless = nameof(IsUnix))]
    [InlineData(false)]
    [InlineData(true)]
    [UnsupportedOSPlatform("windows")]
    public async Task Folders_are_0700_and_files_0600_whatever_the_umask(bool isThereBefore)
    {
        using var folder = new TemporaryFolder();
        var data = Path.Combine(folder.Path, "data");
        if (isThereBefore)
            Directory.CreateDirectory(data, (UnixFileMode)0b111_101_101);
        await using (var bot = await BotProcess.StartWithoutUmaskAsync(folder.Path))
        {
            using var visitor = new HttpClient { BaseAddress = bot.Room };
            await visitor.SayInRoomAsync("/help");
            Assert.All(Directory.GetFiles(data, "*", SearchOption.AllDirectories), file => Assert.True(File.GetUnixFileMode(file) == File600, file));
            Assert.All(Directory.GetDirectories(data, "*", SearchOption.AllDirectories).Append(data), sub => Assert.True(File.GetUnixFileMode(sub) == Folder700, sub));
        }

        Assert.Contains(Directory.GetFiles(data, "*", SearchOption.AllDirectories), file => Path.GetFileName(file) == "master.key");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Doctor_warns_of_a_master_key_next_to_the_keys(bool isElsewhere)
    {
        using var folder = new TemporaryFolder();
        (string, string)[] settings = isElsewhere ? [("Privacy__MasterKey", Convert.ToBase64String(new byte[32]))] : [];

        var (_, output) = await BotProcess.RunAsync(folder.Path, ["doctor"], settings: settings);

        Assert.Equal(!isElsewhere, output.Contains("stored next to the keys", StringComparison.Ordinal));
    }
}
