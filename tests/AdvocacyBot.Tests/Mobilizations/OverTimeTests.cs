using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>What becomes of an action over days: edits, moves, outages and pauses of the bot. It starts on Sunday 31 May 2026 at 11:00 UTC.</summary>
public sealed class OverTimeTests
{
    private static readonly DateTime Start = new(2026, 5, 31, 11, 0, 0, DateTimeKind.Utc);

    [Theory, OnSqlite, OnPostgres]
    public async Task A_reminder_says_what_is_true_when_it_is_sent(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("hotline \"555 0100\"");

        await bot.OrganizeAsync($"action {id} hotline \"555 0199\"");
        await bot.OrganizeAsync($"action {id} title \"March for rivers\"");
        await bot.UntilAsync(Start.AddHours(-24));

        var reminder = Assert.Single(bot.RemindersIn());
        Assert.Equal("Reminder: March for rivers", reminder.Reply.Title);
        Assert.Contains("555 0199", reminder.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reminder_that_waits_for_its_platform_is_written_again_after_an_edit()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync("hotline \"555 0100\"");
        bot.Platform.BeforeSend = _ => throw new SendFailedException(SendFailure.Later, "Away.");
        await bot.UntilAsync(Start.AddHours(-24));

        await bot.OrganizeAsync($"action {id} hotline \"555 0199\"");
        bot.Platform.BeforeSend = null;
        await bot.AdvanceAsync(TimeSpan.FromMinutes(30));

        Assert.Contains("555 0199", Assert.Single(bot.RemindersIn()).Text, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Of_several_missed_reminders_only_the_latest_is_sent(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var member = await RemindedAsync(bot, id);
        await bot.OrganizeAsync($"action {id} remind 4d 3d 2d 1d");

        await bot.UntilAsync(Start.AddHours(-23));

        Assert.Single(bot.RemindersIn());
        Assert.Single(bot.RemindersTo(member));
    }

    [Fact]
    public async Task A_reminder_says_which_roles_are_still_open()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.AnnounceAsync("role medic:2 07:00-09:00");

        await bot.UntilAsync(Start.AddHours(-24));

        Assert.Contains("Still needed: medic 07:00–09:00", Assert.Single(bot.RemindersIn()).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("in #general")]
    [InlineData("in <#other>")]
    [InlineData("in fake/other")]
    public async Task Channels_are_named_as_people_write_them(string channel)
    {
        await using var bot = await BotHarness.StartAsync();

        Assert.Contains("Publish", (await bot.OrganizeAsync($"announce \"Vigil\" 31 May 7am at \"Square\" {channel}")).Choices.Select(c => c.Label));
    }

    [Theory]
    [InlineData("in nowhere/1")]
    [InlineData("in discrod/1234")]
    public async Task A_channel_that_does_not_exist_is_refused_at_once(string channel)
    {
        await using var bot = await BotHarness.StartAsync();

        Assert.Empty((await bot.OrganizeAsync($"announce \"Vigil\" 31 May 7am at \"Square\" {channel}")).Choices);
    }

    [Fact]
    public async Task A_further_channel_is_reminded_too()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        await bot.OrganizeAsync($"action {id} post fake/other");

        await bot.UntilAsync(Start.AddHours(-24));

        Assert.Single(bot.RemindersIn(new ChannelRef("fake", "other")));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_cancelled_action_says_so_after_its_data_is_destroyed(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        await bot.OrganizeAsync($"action {id} cancel \"Storm warning\"");

        await bot.AdvanceAsync(TimeSpan.FromDays(3));

        Assert.Equal(MobilizationState.Shredded, (await bot.MobilizationAsync(id)).State);
        var shown = await bot.SayAsync($"action {id}", Organizing.Volunteer(), command: true);
        Assert.Contains("This is cancelled.", PlainText.Write(shown), StringComparison.Ordinal);
        Assert.Empty(shown.Choices);
        Assert.Contains("cancelled", await bot.AnswerAsync(id, Organizing.Volunteer(), "going"), StringComparison.Ordinal);
        Assert.DoesNotContain("over", PlainText.Write(bot.Platform.Edits[^1].Reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reason_for_cancelling_is_in_the_notice_itself()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();

        await bot.OrganizeAsync($"action {id} cancel \"Storm warning\"");
        await bot.TurnAsync();

        Assert.Equal(2, bot.Posted().Count);
        Assert.Contains("It is cancelled.", bot.Posted()[^1].Text, StringComparison.Ordinal);
        Assert.Contains("Storm warning", bot.Posted()[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_action_can_be_copied()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        await bot.OrganizeAsync($"action {id} cancel");

        await bot.OrganizeAsync($"action {id} copy 7 June 8am");

        Assert.Equal("2026-06-07T08:00", (await bot.MobilizationAsync(2)).LocalStart);
    }

    [Fact]
    public async Task A_move_shows_the_former_time_and_can_be_answered()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();

        await bot.OrganizeAsync($"action {id} move 7 June 8am");
        await bot.TurnAsync();

        var notice = bot.Posted()[^1];
        Assert.Contains("7 June 2026, 08:00", notice.Text, StringComparison.Ordinal);
        Assert.Contains("Formerly: Sunday 31 May 2026, 07:00", notice.Text, StringComparison.Ordinal);
        Assert.Equal(3, notice.Reply.Choices.Count);
    }

    [Fact]
    public async Task Shifts_move_with_the_action()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync("role medic:2 07:00-09:00");

        await bot.OrganizeAsync($"action {id} move 31 May 10:30");

        var slot = await bot.DbAsync(db => db.RoleSlots.SingleAsync());
        Assert.Equal(("10:30", "12:30"), (slot.From, slot.Until));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_planned_action_that_is_moved_earlier_is_announced_in_time(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        await bot.OrganizeAsync($"action {id} weekly 4");

        await bot.OrganizeAsync("action 5 move 9 May 7pm");
        await bot.TurnAsync();

        Assert.Contains(bot.Posted(), m => m.Text.Contains("9 May 2026, 19:00", StringComparison.Ordinal));
        Assert.Equal(MobilizationState.Open, (await bot.MobilizationAsync(5)).State);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task After_a_long_absence_no_missed_day_of_a_series_is_announced(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        await bot.OrganizeAsync($"action {id} weekly 3");

        await bot.UntilAsync(Start.AddDays(20));

        Assert.DoesNotContain(bot.Posted(), m => m.Text.Contains("This is over", StringComparison.Ordinal));
        Assert.Equal(2, bot.Posted().Count(m => m.Reply.Title == "March for water"));
    }

    [Fact]
    public async Task The_same_weeks_are_planned_once()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();

        await bot.OrganizeAsync($"action {id} weekly 3");
        await bot.OrganizeAsync($"action {id} weekly 4");

        Assert.Equal(5, await bot.DbAsync(db => db.Mobilizations.CountAsync()));
    }

    [Fact]
    public async Task A_newer_change_takes_the_place_of_a_notice_that_still_waits()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        bot.Platform.BeforeSend = _ => throw new SendFailedException(SendFailure.Later, "Away.");
        await bot.OrganizeAsync($"action {id} move 6 June 8am");
        await bot.TurnAsync();

        await bot.OrganizeAsync($"action {id} move 7 June 9am");
        bot.Platform.BeforeSend = null;
        await bot.AdvanceAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(2, bot.Posted().Count);
        Assert.Contains("7 June 2026, 09:00", bot.Posted()[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_notice_of_a_move_survives_new_reminder_settings()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        var member = await RemindedAsync(bot, id);
        bot.Platform.IsReady = false;
        await bot.OrganizeAsync($"action {id} move 7 June 8am");
        await bot.OrganizeAsync($"action {id} remind 3h");
        await bot.TurnAsync();

        bot.Platform.IsReady = true;
        await bot.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("7 June 2026", bot.Told(member)[^1].Text, StringComparison.Ordinal);
    }

    private static async Task<MemberRef> RemindedAsync(BotHarness bot, long id)
    {
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, member, "going");
        await bot.ChooseAsync($"remind:{id}:on", member);
        await bot.TurnAsync();
        return member;
    }
}
