using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>Of the thirty cases, those of clocks and zones.</summary>
public sealed class ClockCasesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Case_18_clocks_change_between_announcement_and_day(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var summer = await bot.AnnounceAsync(when: "31 October 9am America/Toronto");
        var winter = await bot.AnnounceAsync(when: "2 November 9am America/Toronto");

        Assert.Equal(new DateTime(2026, 10, 31, 13, 0, 0, DateTimeKind.Utc), (await bot.MobilizationAsync(summer)).StartsAt);
        Assert.Equal(new DateTime(2026, 11, 2, 14, 0, 0, DateTimeKind.Utc), (await bot.MobilizationAsync(winter)).StartsAt);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_19_a_local_time_that_is_missing_or_comes_twice_is_asked_about(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);

        var missing = await bot.OrganizeAsync("announce \"Vigil\" 14 March 2027 2:30am America/Toronto at \"Square\"");
        var twice = await bot.OrganizeAsync("announce \"Vigil\" 1 November 1:30am America/Toronto at \"Square\"");
        var second = await bot.AnnounceAsync(when: "1 November 1:30am second America/Toronto");

        Assert.Contains("does not exist in America/Toronto", PlainText.Write(missing), StringComparison.Ordinal);
        Assert.Contains("comes twice, because the clocks go back", PlainText.Write(twice), StringComparison.Ordinal);
        Assert.Equal(new DateTime(2026, 11, 1, 6, 30, 0, DateTimeKind.Utc), (await bot.MobilizationAsync(second)).StartsAt);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_20_a_zones_rules_change_and_everybody_is_told(Database database)
    {
        var zones = new ChangingZones();
        await using var bot = await BotHarness.StartAsync(
            database, services => services.Replace(ServiceDescriptor.Singleton<IDateTimeZoneProvider>(zones)));
        var id = await bot.AnnounceAsync(when: "31 May 7am America/Toronto");
        var before = (await bot.MobilizationAsync(id)).StartsAt;

        zones.Shift = Offset.FromHours(1);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(6));
        await bot.TurnAsync();

        var after = await bot.MobilizationAsync(id);
        Assert.Equal(before.AddHours(-1), after.StartsAt);
        Assert.Equal("2026-05-31T07:00", after.LocalStart);
        Assert.Contains(bot.Posted(), m => m.Text.Contains("rules for the clocks", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_30_a_stepped_clock_sends_nothing_twice_and_never_unshreds(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        await bot.AnswerAsync(id, Organizing.Volunteer(), "going");
        await bot.UntilAsync(new DateTime(2026, 5, 30, 12, 0, 0, DateTimeKind.Utc));
        var sent = bot.Platform.Sent.Count;

        bot.Clock.Step(TimeSpan.FromDays(-2));
        await bot.TurnAsync();
        bot.Clock.Step(TimeSpan.FromDays(2));
        await bot.TurnAsync();
        Assert.Equal(sent, bot.Platform.Sent.Count);

        await bot.UntilAsync(new DateTime(2026, 6, 3, 12, 0, 0, DateTimeKind.Utc));
        bot.Clock.Step(TimeSpan.FromDays(-4));
        await bot.TurnAsync();
        Assert.Equal(MobilizationState.Shredded, (await bot.MobilizationAsync(id)).State);
        Assert.Contains("have been deleted", PlainText.Write(await bot.ChooseAsync($"rsvp:{id}:going")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_30_a_restored_backup_is_purged_before_anything_else()
    {
        using var folder = new TemporaryFolder();
        var backup = Path.Combine(folder.Path, "backup.db");
        long id;
        var clock = new FakeClock();
        await using (var bot = await BotHarness.StartAsync(clock: clock, folder: folder.Path))
        {
            id = await bot.AnnounceAsync();
            await bot.AnswerAsync(id, Organizing.Volunteer(), "going");
            await bot.InScopeAsync(async services =>
            {
                await services.GetRequiredService<OnlineBackup>().WriteAsync(backup, CancellationToken.None);
                return true;
            });
            await bot.OrganizeAsync($"action {id} cancel");
            await bot.AdvanceAsync(TimeSpan.FromDays(2));
            Assert.Equal(MobilizationState.Shredded, (await bot.MobilizationAsync(id)).State);
        }

        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(folder.Path, "advocacybot.db*"))
            File.Delete(file);
        File.Move(backup, Path.Combine(folder.Path, "advocacybot.db"));

        // The backup knows nothing of the cancellation, and its day has not come.
        await using var restored = await BotHarness.StartAsync(clock: clock, folder: folder.Path);

        Assert.Equal(MobilizationState.Shredded, (await restored.MobilizationAsync(id)).State);
        Assert.Empty(await restored.RsvpsAsync(id));
    }

    /// <summary>A government moves its clocks.</summary>
    private sealed class ChangingZones : IDateTimeZoneProvider
    {
        private static readonly IDateTimeZoneProvider Real = DateTimeZoneProviders.Tzdb;

        public Offset Shift { get; set; } = Offset.Zero;

        public string VersionId => $"{Real.VersionId}+{Shift}";

        public System.Collections.ObjectModel.ReadOnlyCollection<string> Ids => Real.Ids;

        public DateTimeZone this[string id] => GetZoneOrNull(id)!;

        public DateTimeZone GetSystemDefault() => DateTimeZone.Utc;

        public DateTimeZone? GetZoneOrNull(string id) => Shift == Offset.Zero
            ? Real.GetZoneOrNull(id)
            : new Shifted(Real[id], Shift);

        private sealed class Shifted(DateTimeZone zone, Offset by) : DateTimeZone(zone.Id, false, zone.MinOffset + by, zone.MaxOffset + by)
        {
            public override NodaTime.TimeZones.ZoneInterval GetZoneInterval(Instant instant)
            {
                var real = zone.GetZoneInterval(instant);
                return new NodaTime.TimeZones.ZoneInterval(
                    real.Name, real.HasStart ? real.Start : null, real.HasEnd ? real.End : null, real.WallOffset + by, real.Savings);
            }
        }
    }
}
