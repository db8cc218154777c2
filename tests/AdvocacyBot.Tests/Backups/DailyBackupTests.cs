using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Backups;

public sealed class DailyBackupTests
{
    [Fact]
    public async Task A_backup_is_written_each_day_and_the_oldest_goes()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "notes.txt"), "mine");
        await using var bot = await BotHarness.StartAsync(settings: Settings(folder, keep: 2));

        for (var hours = 0; hours < 80; hours += 5)
            await bot.AdvanceAsync(TimeSpan.FromHours(5));

        Assert.Equal(["advocacybot-2026-05-06.db", "advocacybot-2026-05-07.db", "notes.txt"], Names(folder));
        foreach (var name in Names(folder).Where(n => n.EndsWith(".db", StringComparison.Ordinal)))
            Assert.Null(await OnlineBackup.ProblemAsync(Path.Combine(folder.Path, name), CancellationToken.None));
    }

    [Fact]
    public async Task Without_a_folder_nothing_is_written()
    {
        await using var bot = await BotHarness.StartAsync();

        await bot.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.DoesNotContain(Directory.EnumerateFiles(bot.Folder, "*", SearchOption.AllDirectories), f => Path.GetFileName(f).StartsWith("advocacybot-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_restart_on_the_same_day_replaces_an_unfinished_backup_and_keeps_a_whole_one()
    {
        using var folder = new TemporaryFolder();
        var part = Path.Combine(folder.Path, "advocacybot-2026-05-04.db.part");
        await File.WriteAllTextAsync(part, "cut off");
        await using (var bot = await BotHarness.StartAsync(settings: Settings(folder)))
            await bot.TurnAsync();
        var written = File.GetLastWriteTimeUtc(Path.Combine(folder.Path, "advocacybot-2026-05-04.db"));

        await using (var bot = await BotHarness.StartAsync(settings: Settings(folder)))
            await bot.TurnAsync();

        Assert.Equal(["advocacybot-2026-05-04.db"], Names(folder));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(folder.Path, "advocacybot-2026-05-04.db")));
    }

    [Fact]
    public async Task The_folder_and_its_backups_are_private_and_can_be_restored()
    {
        using var folder = new TemporaryFolder();
        var backups = Path.Combine(folder.Path, "backups");
        await using (var bot = await BotHarness.StartAsync(settings: new Dictionary<string, string?> { ["Backups:Folder"] = backups, ["Sample:Enabled"] = "true" }))
            await bot.TurnAsync();
        var backup = Path.Combine(backups, "advocacybot-2026-05-04.db");

        var (exitCode, output) = await BotProcess.RunAsync(folder.Path, ["restore", backup]);
        Assert.True(exitCode == 0, output);
        var (_, answer) = await BotProcess.RunAsync(folder.Path, ["ask", "delegations 2014"], null, ("Sample__Enabled", "false"));

        Assert.Contains("CADSI", answer, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backup));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(backups));
        }
    }

    private static Dictionary<string, string?> Settings(TemporaryFolder folder, int keep = 14) =>
        new() { ["Backups:Folder"] = folder.Path, ["Backups:Keep"] = $"{keep}" };

    private static IEnumerable<string> Names(TemporaryFolder folder) => Directory.EnumerateFiles(folder.Path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
}
