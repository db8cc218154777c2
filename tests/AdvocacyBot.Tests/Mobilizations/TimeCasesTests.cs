using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>The last thirteen of thirty cases in which others oversell, forget or lose people: time, messages, changes and restarts.</summary>
public sealed class TimeCasesTests
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
        Assert.Contains("happens twice in America/Toronto", PlainText.Write(twice), StringComparison.Ordinal);
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
    public async Task Case_21_reminders_of_before_a_move_are_dropped(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, member, "going");
        await bot.ChooseAsync($"remind:{id}:on", member);

        await bot.OrganizeAsync($"action {id} move 7 June 7am");
        await bot.UntilAsync(new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.DoesNotContain(bot.Platform.Sent, m => m.Text.Contains("Reminder", StringComparison.Ordinal));

        await bot.UntilAsync(new DateTime(2026, 6, 7, 10, 59, 0, DateTimeKind.Utc));
        var reminders = bot.Posted().Where(m => m.Text.Contains("Reminder", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, reminders.Count);
        Assert.All(reminders, m => Assert.Contains("7 June 2026", m.Text, StringComparison.Ordinal));
        Assert.Equal(2, bot.Told(member).Count(m => m.Text.Contains("Reminder", StringComparison.Ordinal)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_22_offline_at_reminder_time_means_late_before_the_start_and_never_after(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        await bot.AnnounceAsync(when: "31 May 7am");
        var later = await bot.AnnounceAsync(when: "10 June 7am", title: "Vigil");

        // Off from before the first reminder until one hour before the start.
        bot.Clock.Advance((await bot.MobilizationAsync(later)).StartsAt - bot.Clock.Now - TimeSpan.FromHours(1));
        await bot.TurnAsync();

        var reminders = bot.Posted().Where(m => m.Text.Contains("Reminder", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, reminders.Count);
        Assert.All(reminders, m => Assert.Contains("Vigil", m.Text, StringComparison.Ordinal));
        Assert.Equal(2, await bot.DbAsync(db => db.Deliveries.CountAsync(d => d.State == DeliveryState.Dropped)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_23_a_crash_between_send_and_mark_repeats_no_post_and_no_private_message(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, member, "going");
        await bot.ChooseAsync($"remind:{id}:on", member);
        var crashes = 2;
        bot.Platform.AfterSend = _ =>
        {
            if (crashes-- > 0)
                throw new InvalidOperationException("The process ends here.");
        };

        await bot.UntilAsync(new DateTime(2026, 5, 30, 11, 1, 0, DateTimeKind.Utc));
        await bot.AdvanceAsync(TimeSpan.FromMinutes(30));

        Assert.Single(bot.Posted(), m => m.Text.Contains("Reminder", StringComparison.Ordinal));
        Assert.Single(bot.Told(member));
        Assert.False(await bot.DbAsync(db => db.PrivateNotes.AnyAsync(n => n.DueAt <= bot.Clock.Now)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_24_a_refused_private_message_is_marked_and_the_others_go_on(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var (refuses, takes) = (Organizing.Volunteer(), Organizing.Volunteer());
        foreach (var member in new[] { refuses, takes })
        {
            await bot.AnswerAsync(id, member, "going");
            await bot.ChooseAsync($"remind:{id}:on", member);
        }

        bot.Platform.BeforeSend = post =>
        {
            if (post.Channel == ChannelRef.DirectTo(refuses))
                throw new SendFailedException(SendFailure.Never, "The member takes no messages.");
        };
        await bot.UntilAsync(new DateTime(2026, 5, 31, 10, 0, 0, DateTimeKind.Utc));

        Assert.Empty(bot.Told(refuses));
        Assert.Equal(2, bot.Told(takes).Count);
        var contacts = await bot.DbAsync(db => db.PrivateContacts.ToListAsync());
        Assert.Single(contacts, c => c.Box is null);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_25_cancelling_tells_all_drops_reminders_and_times_shredding(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1 hotline \"555 0100\"");
        var (going, waiting) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(id, going, "going");
        await bot.ChooseAsync($"remind:{id}:on", going);
        await bot.AnswerAsync(id, waiting, "going");

        await bot.OrganizeAsync($"action {id} cancel \"Storm warning\"");
        await bot.TurnAsync();

        Assert.Contains("cancelled", Assert.Single(bot.Told(going)).Text, StringComparison.Ordinal);
        Assert.Contains("cancelled", Assert.Single(bot.Told(waiting)).Text, StringComparison.Ordinal);
        Assert.False(await bot.DbAsync(db => db.PrivateContacts.AnyAsync()), "That was the last message, so the addresses are deleted.");
        Assert.Contains(bot.Posted(), m => m.Text.Contains("It is cancelled.", StringComparison.Ordinal) && m.Text.Contains("555 0100", StringComparison.Ordinal));
        Assert.Contains(bot.Posted(), m => m.Text.Contains("Storm warning", StringComparison.Ordinal));
        Assert.Contains("This is cancelled.", PlainText.Write(bot.Platform.Edits[^1].Reply), StringComparison.Ordinal);
        Assert.Empty(bot.Platform.Edits[^1].Reply.Choices);
        Assert.Equal(bot.Clock.Now.AddHours(24), (await bot.MobilizationAsync(id)).ShredAt);

        await bot.AdvanceAsync(TimeSpan.FromDays(30));
        Assert.Equal(MobilizationState.Shredded, (await bot.MobilizationAsync(id)).State);
        Assert.Empty(await bot.RsvpsAsync(id));
        Assert.DoesNotContain(bot.Platform.Sent, m => m.Text.Contains("Reminder", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_26_a_member_who_left_is_freed(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1");
        var (left, next) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(id, left, "going");
        await bot.AnswerAsync(id, next, "going");

        await bot.LeaveAsync(left, "left");

        Assert.Null(await bot.RsvpOfAsync(id, left));
        Assert.Equal(Answer.Going, (await bot.RsvpOfAsync(id, next))!.Answer);
        Assert.Equal((1, 0), await bot.CountsAsync(id));

        // Who comes back is not forgotten by the old event, however often it is told.
        await bot.AnswerAsync(id, left, "maybe");
        await bot.LeaveAsync(left, "left");
        Assert.Equal(Answer.Maybe, (await bot.RsvpOfAsync(id, left))!.Answer);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_27_a_deleted_announcement_leaves_the_mobilization_and_can_be_posted_again(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        bot.Platform.BeforeEdit = _ => throw new SendFailedException(SendFailure.Never, "The message is gone.");
        await bot.OrganizeAsync($"action {id} title \"March for rivers\"");
        await bot.TurnAsync();

        var overview = PlainText.Write(await bot.OrganizeAsync($"action {id}"));
        Assert.Contains("The message is gone.", overview, StringComparison.Ordinal);
        Assert.Contains($"action {id} post fake/general", overview, StringComparison.Ordinal);

        await bot.OrganizeAsync($"action {id} post fake/general");
        await bot.TurnAsync();
        Assert.Equal("March for rivers", bot.Posted()[^1].Reply.Title);
        Assert.Equal("You're going", (await bot.ChooseAsync($"rsvp:{id}:going", Organizing.Volunteer())).Title);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_28_a_removed_reaction_withdraws_what_still_stands_however_late_it_arrives(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1");
        var (changed, removed) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.ChooseAsync($"rsvp:{id}:going", changed);
        await bot.ChooseAsync($"rsvp:{id}:maybe", changed);
        await bot.ChooseAsync($"rsvp:{id}:going", removed);

        // The removal of the first reaction arrives after the second answer, and changes nothing.
        await bot.TakeBackAsync($"rsvp:{id}:going", changed);
        await bot.TakeBackAsync($"rsvp:{id}:going", removed, eventId: "missed");
        await bot.TakeBackAsync($"rsvp:{id}:going", removed, eventId: "missed");

        Assert.Equal(Answer.Maybe, (await bot.RsvpOfAsync(id, changed))!.Answer);
        Assert.Equal(Answer.No, (await bot.RsvpOfAsync(id, removed))!.Answer);
        Assert.Equal((0, 0), await bot.CountsAsync(id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_29_linked_accounts_merge_to_the_earlier_place_and_free_the_spare(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 2");
        var (here, there, next) = (Organizing.Volunteer(), Organizing.Volunteer("elsewhere"), Organizing.Volunteer());
        await bot.AnswerAsync(id, there, "going");
        await bot.AnswerAsync(id, here, "going");
        await bot.AnswerAsync(id, next, "going");
        Assert.Equal((2, 1), await bot.CountsAsync(id));

        var told = PlainText.Write(await bot.SayAsync($"link {id}", here));
        var code = told.Split($"code {id} ")[1][..10];
        var linked = PlainText.Write(await bot.SayAsync($"code {id} {code}", there));
        var again = PlainText.Write(await bot.SayAsync($"code {id} {code}", next));

        Assert.Contains("one person here now", linked, StringComparison.Ordinal);
        Assert.Contains("not valid", again, StringComparison.Ordinal);
        Assert.Equal((2, 0), await bot.CountsAsync(id));
        Assert.Equal(Answer.Going, (await bot.RsvpOfAsync(id, next))!.Answer);
        await bot.AnswerAsync(id, there, "no");
        Assert.Equal(Answer.No, (await bot.RsvpOfAsync(id, here))!.Answer);
        Assert.Equal((1, 0), await bot.CountsAsync(id));
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
        Assert.Contains("has been destroyed", PlainText.Write(await bot.ChooseAsync($"rsvp:{id}:going")), StringComparison.Ordinal);
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
