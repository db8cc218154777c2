using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.Tests.Crashes;
using AdvocacyBot.Tests.Mobilizations;
using AdvocacyBot.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AdvocacyBot.Tests.Alerts;

/// <summary>Each alert, raised by its real cause: one message when it begins and one when it is over.</summary>
public sealed class AlertTests
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(10);
    private static readonly ChannelRef Organizers = new("fake", "organizers");

    [Fact]
    public async Task A_full_disk_is_reported_past_the_database_once_and_when_there_is_room_again()
    {
        var storage = new FailingStorage();
        await using var bot = await StartAsync(storage.AddTo);

        storage.Fail();
        Assert.Equal("the disk is full", await WriteAsync(bot));
        await PassAsync(bot, Turn);
        Assert.Empty(bot.Platform.Sent);
        await PassAsync(bot, TimeSpan.FromMinutes(2));
        Assert.StartsWith("The disk is full.", Assert.Single(bot.Platform.Sent).Text, StringComparison.Ordinal);

        storage.Work();
        await PassAsync(bot, TimeSpan.FromMinutes(2));
        Assert.Equal(2, bot.Platform.Sent.Count);
        Assert.StartsWith("I can write to my database again.", bot.Platform.Sent[^1].Text, StringComparison.Ordinal);
        Assert.All(bot.Platform.Sent, post => Assert.Equal((Organizers, Urgency.Notify), (post.Message.Channel, post.Reply.Urgency)));
    }

    [SmallDiskFact]
    public async Task A_disk_that_is_really_full_is_reported()
    {
        using var disk = new SmallDisk();
        await using var bot = await StartAsync(folder: Path.Combine(disk.Folder, "data"));
        // An open database, as a running bot has one.
        await using var open = new SqliteConnection($"Data Source={Path.Combine(bot.Folder, "advocacybot.db")}");
        await open.OpenAsync();
        await using var read = open.CreateCommand();
        read.CommandText = "SELECT count(*) FROM sqlite_schema";
        await read.ExecuteScalarAsync();

        // Room that the log already has would let small writes through. It cannot be emptied while the warm-up still reads.
        await Eventually.HoldsAsync(() => bot.DbAsync(EmptyLogAsync), "the log is empty");
        disk.Fill();
        Assert.NotNull(await WriteAsync(bot, bytes: 8_000_000));
        await PassAsync(bot, TimeSpan.FromMinutes(2));
        Assert.StartsWith("The disk is full.", Assert.Single(bot.Platform.Sent).Text, StringComparison.Ordinal);

        disk.MakeRoom();
        await PassAsync(bot, TimeSpan.FromMinutes(2));
        Assert.StartsWith("I can write", bot.Platform.Sent[^1].Text, StringComparison.Ordinal);
        Assert.Equal(2, bot.Platform.Sent.Count);
    }

    [SmallDiskFact]
    public async Task A_nearly_full_disk_is_reported_once_and_when_there_is_room_again()
    {
        using var disk = new SmallDisk();
        await using var bot = await StartAsync(folder: Path.Combine(disk.Folder, "data"), settings: new Dictionary<string, string?> { ["Data:MinFreeMegabytes"] = "20" });
        await PassAsync(bot, TimeSpan.FromMinutes(1));
        Assert.Empty(bot.Platform.Sent);

        disk.FillTo(free: 10);
        await PassAsync(bot, TimeSpan.FromMinutes(1));
        Assert.Matches("^The disk with the folder .* has only [0-9]+ MB left", Assert.Single(bot.Platform.Sent).Text);

        // A little more than the limit is not enough to end the alert.
        disk.FillTo(free: 22);
        await PassAsync(bot, TimeSpan.FromMinutes(1));
        disk.FillTo(free: 10);
        await PassAsync(bot, TimeSpan.FromMinutes(1));
        Assert.Single(bot.Platform.Sent);

        disk.MakeRoom();
        await PassAsync(bot, TimeSpan.FromMinutes(1));
        Assert.Equal("The disk has enough space again.", bot.Platform.Sent[^1].Text.Trim());
        Assert.Equal(2, bot.Platform.Sent.Count);
    }

    [Fact]
    public async Task A_short_lock_is_not_reported()
    {
        var storage = new FailingStorage();
        await using var bot = await StartAsync(storage.AddTo);

        storage.Fail(sqliteError: 5);
        await WriteAsync(bot);
        await PassAsync(bot, Turn);
        storage.Work();
        await PassAsync(bot, TimeSpan.FromMinutes(2));

        Assert.Empty(bot.Platform.Sent);
    }

    [Fact]
    public async Task A_refused_token_is_reported_on_other_platforms_once_across_restarts()
    {
        using var folder = new TemporaryFolder();
        await using var discord = await FakeDiscordServer.StartAsync(new FakeSettings(), new FakeWorld());
        discord.AcceptsToken = false;
        var settings = new Dictionary<string, string?> { ["Discord:Token"] = discord.Settings.Token, ["Discord:ApiBaseUrl"] = discord.ApiBaseUrl.ToString() };

        for (var start = 0; start < 2; start++)
        {
            await using var bot = await StartAsync(folder: folder.Path, settings: settings);
            var platforms = bot.Services.GetRequiredService<PlatformHost>();
            await bot.TurnAsync();
            await ((IHostedLifecycleService)platforms).StartedAsync(CancellationToken.None);
            await Eventually.HoldsAsync(() => platforms.Stopped.Contains("discord"), "Discord has refused the token");
            await PassAsync(bot, TimeSpan.FromMinutes(1));
            await platforms.StopAsync(CancellationToken.None);

            Assert.Equal(start == 0 ? 1 : 0, bot.Platform.Sent.Count);
            Assert.All(bot.Platform.Sent, post => Assert.StartsWith("Discord does not accept my token", post.Text, StringComparison.Ordinal));
        }

        var connected = new FakePlatform("discord");
        await using var well = await StartAsync(services => services.AddSingleton<IChatPlatform>(connected), folder: folder.Path);
        await PassAsync(well, TimeSpan.FromMinutes(1));
        Assert.StartsWith("I am connected to Discord again.", Assert.Single(well.Platform.Sent).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_jumped_is_reported_until_an_organizer_confirms_it()
    {
        await using var bot = await StartAsync(isAlone: true);
        await bot.PublishAsync(await bot.OrganizeAsync("announce \"Vigil\" 31 May 7pm at \"City Hall\""));
        await bot.TurnAsync();

        bot.Clock.Step(TimeSpan.FromDays(10));
        await bot.TurnAsync();
        Assert.Empty(AlertsOf(bot));
        await PassAsync(bot, TimeSpan.FromMinutes(40));
        Assert.StartsWith("My clock says", Assert.Single(AlertsOf(bot)), StringComparison.Ordinal);

        await bot.ChooseAsync("clock:confirm", organizer: true);
        await PassAsync(bot, TimeSpan.FromMinutes(40));
        Assert.Equal(2, AlertsOf(bot).Count);
        Assert.StartsWith("The time is settled", AlertsOf(bot)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_backup_is_reported_until_one_succeeds()
    {
        using var folder = new TemporaryFolder();
        var backups = Path.Combine(folder.Path, "backups");
        await File.WriteAllTextAsync(backups, "not a folder");
        await using var bot = await StartAsync(settings: new Dictionary<string, string?> { ["Backups:Folder"] = backups });

        await PassAsync(bot, TimeSpan.FromHours(3));
        Assert.StartsWith("The daily backup failed, and no backup exists yet.", Assert.Single(bot.Platform.Sent).Text, StringComparison.Ordinal);

        File.Delete(backups);
        await PassAsync(bot, TimeSpan.FromHours(3));
        Assert.Equal(2, bot.Platform.Sent.Count);
        Assert.Equal("The daily backup works again.", bot.Platform.Sent[^1].Text.Trim());
    }

    [Fact]
    public async Task A_role_that_nobody_has_is_reported_two_days_before_and_when_somebody_takes_it()
    {
        await using var bot = await StartAsync();
        await bot.PublishAsync(await bot.OrganizeAsync("announce \"March\" in 120 hours at \"City Hall\" role medic:1"));

        await PassAsync(bot, TimeSpan.FromDays(2));
        Assert.Empty(AlertsOf(bot));
        await PassAsync(bot, TimeSpan.FromDays(2));
        Assert.Equal("Action 1 \"March\" begins within two days and still needs medic. Ask people, or change what it needs with \"action 1 role\".", Assert.Single(AlertsOf(bot)).Trim());

        await bot.SayAsync("rsvp 1 going medic");
        await PassAsync(bot, TimeSpan.FromHours(1));
        Assert.Equal("Action 1 needs nobody any more, or has begun.", AlertsOf(bot)[^1].Trim());
        Assert.Equal(2, AlertsOf(bot).Count);
    }

    private static async Task<BotHarness> StartAsync(
        Action<IServiceCollection>? adjust = null, string? folder = null, IReadOnlyDictionary<string, string?>? settings = null, bool isAlone = false)
    {
        if (folder is not null)
            Directory.CreateDirectory(folder);
        var bot = await BotHarness.StartAsync(adjust: adjust, folder: folder, settings: settings, isAlone: isAlone);
        var reply = await bot.SayAsync("alerts here", organizer: true, channel: Organizers, locale: Language.English);
        Assert.StartsWith("From now on I post alerts", PlainText.Write(reply), StringComparison.Ordinal);
        return bot;
    }

    private static async Task<bool> EmptyLogAsync(BotDb db)
    {
        await db.Database.OpenConnectionAsync();
        return await Sqlite.TruncateLogAsync(db.Database.GetDbConnection(), CancellationToken.None);
    }

    private static List<string> AlertsOf(BotHarness bot) => [.. bot.Platform.Sent.Where(post => post.Message.Channel == Organizers).Select(post => post.Text)];

    /// <summary>Time passes in steps. A loop that fails on the storage is tried again at the next step, as the host does it.</summary>
    private static async Task PassAsync(BotHarness bot, TimeSpan time)
    {
        for (var end = bot.Clock.Now + time; bot.Clock.Now < end;)
        {
            bot.Clock.Advance(time / 12);
            foreach (var loop in bot.Services.GetServices<Loop>())
            {
                try
                {
                    await loop.TurnAsync(CancellationToken.None);
                }
                catch (Exception e) when (StorageTrouble.Reason(e) is not null)
                {
                }
            }
        }
    }

    /// <summary>Writes something, and returns why that failed.</summary>
    private static Task<string?> WriteAsync(BotHarness bot, int bytes = 1) => bot.InScopeAsync(async services =>
    {
        try
        {
            await services.GetRequiredService<PlatformState>().SaveAsync("test", new string('x', bytes), CancellationToken.None);
            return null;
        }
        catch (Exception e)
        {
            return StorageTrouble.Reason(e);
        }
    });
}
