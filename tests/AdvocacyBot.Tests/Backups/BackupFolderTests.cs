using AdvocacyBot.Core.Backups;

namespace AdvocacyBot.Tests.Backups;

public sealed class BackupFolderTests
{
    private static readonly DateOnly Today = new(2026, 5, 4);

    [Theory]
    [InlineData("advocacybot-2026-05-04.db", true)]
    [InlineData("advocacybot-2026-05-04.db.part", false)]
    [InlineData("advocacybot-2026-13-04.db", false)]
    [InlineData("advocacybot-2026-05-04-before-upgrade.db", false)]
    [InlineData("advocacybot.db", false)]
    [InlineData("notes.txt", false)]
    public void Only_daily_backups_are_recognized(string name, bool isBackup) => Assert.Equal(isBackup, BackupFolder.DayOf(name) is not null);

    [Fact]
    public void A_name_reads_back_as_its_day() => Assert.Equal(Today, BackupFolder.DayOf(BackupFolder.NameOf(Today)));

    [Fact]
    public void The_newest_are_kept_and_other_files_are_ignored()
    {
        string[] names = ["advocacybot-2026-05-01.db", "notes.txt", "advocacybot-2026-05-04.db", "advocacybot-2026-05-03.db"];

        Assert.Equal(["advocacybot-2026-05-01.db"], BackupFolder.TooOld(names, Today, keep: 2));
        Assert.Empty(BackupFolder.TooOld(names, Today, keep: 3));
    }

    [Fact]
    public void A_backup_of_a_day_to_come_displaces_none_of_the_past()
    {
        string[] names = ["advocacybot-2026-05-03.db", "advocacybot-2026-05-04.db", "advocacybot-2031-01-01.db"];

        Assert.Equal(["advocacybot-2031-01-01.db"], BackupFolder.TooOld(names, Today, keep: 2));
        Assert.Equal(Today, BackupFolder.Latest(names, Today));
    }
}
