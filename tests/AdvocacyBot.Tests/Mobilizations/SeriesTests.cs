using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Calendars;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>
/// Orders for one action of a series, for it and the following, or for all. The series takes place on four Sundays at 18:00 in Toronto,
/// where the clocks go back on 1 November 2026.
/// </summary>
public sealed class SeriesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task The_following_move_to_a_new_time_by_the_clock_and_the_earlier_ones_stay(Database database)
    {
        await using var bot = await SeriesAsync(database);

        var reply = PlainText.Write(await bot.OrganizeAsync("action 2 following move 7pm"));

        Assert.Contains("Changed in 3 actions of the series", reply, StringComparison.Ordinal);
        Assert.Equal(["2026-10-18T18:00", "2026-10-25T19:00", "2026-11-01T19:00", "2026-11-08T19:00"], await StartsAsync(bot));
        Assert.Equal([22, 23, 0, 0], (await AllAsync(bot)).Select(m => m.StartsAt.Hour));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task All_move_by_the_same_number_of_days(Database database)
    {
        await using var bot = await SeriesAsync(database);

        await bot.OrganizeAsync("action 3 all move Monday 2 November 5:30pm-7pm");

        Assert.Equal(["2026-10-19T17:30", "2026-10-26T17:30", "2026-11-02T17:30", "2026-11-09T17:30"], await StartsAsync(bot));
        Assert.All(await AllAsync(bot), m => Assert.Equal(TimeSpan.FromMinutes(90), m.EndsAt - m.StartsAt));
    }

    [Fact]
    public async Task One_that_was_moved_by_itself_moves_with_all_by_as_many_days()
    {
        await using var bot = await SeriesAsync();
        await bot.OrganizeAsync("action 2 move 27 October 3pm");

        await bot.OrganizeAsync("action 1 all move 20 October 6pm");

        Assert.Equal(["2026-10-20T18:00", "2026-10-29T18:00", "2026-11-03T18:00", "2026-11-10T18:00"], await StartsAsync(bot));
    }

    [Fact]
    public async Task Nothing_moves_if_one_would_begin_in_the_past()
    {
        await using var bot = await SeriesAsync();
        var before = await StartsAsync(bot);

        var reply = PlainText.Write(await bot.OrganizeAsync("action 4 all move 5 May 6pm"));

        Assert.Contains("nothing was moved", reply, StringComparison.Ordinal);
        Assert.Equal(before, await StartsAsync(bot));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_move_that_brings_planned_ones_closer_announces_them_in_time(Database database)
    {
        await using var bot = await SeriesAsync(database);

        await bot.OrganizeAsync("action 2 following move 6 May 6pm");
        await bot.TurnAsync();

        Assert.Equal(
            [MobilizationState.Open, MobilizationState.Open, MobilizationState.Planned, MobilizationState.Planned],
            (await AllAsync(bot)).Select(m => m.State));
        Assert.Contains(bot.Posted(), m => m.Text.Contains("6 May 2026, 18:00", StringComparison.Ordinal));
        await bot.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.Contains(bot.Posted(), m => m.Text.Contains("13 May 2026, 18:00", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("action 3 cancel", new[] { 3 })]
    [InlineData("action 3 this cancel", new[] { 3 })]
    [InlineData("action 3 following cancel", new[] { 3, 4 })]
    [InlineData("action 3 cancel following", new[] { 3, 4 })]
    [InlineData("action 3 suivantes annuler", new[] { 3, 4 })]
    [InlineData("action 3 siguientes cancelar", new[] { 3, 4 })]
    [InlineData("action 3 all cancel \"No hall\"", new[] { 1, 2, 3, 4 })]
    [InlineData("action 3 cancel all", new[] { 1, 2, 3, 4 })]
    public async Task Cancelling_reaches_the_actions_that_are_named(string order, int[] cancelled)
    {
        await using var bot = await SeriesAsync();

        await bot.OrganizeAsync(order);

        Assert.Equal(cancelled.Select(number => (long)number), (await AllAsync(bot)).Where(m => m.State == MobilizationState.Cancelled).Select(m => m.Number));
    }

    [Fact]
    public async Task Only_those_who_know_of_an_action_hear_that_it_is_cancelled()
    {
        await using var bot = await SeriesAsync();

        await bot.OrganizeAsync("action 1 all cancel");
        await bot.AdvanceAsync(TimeSpan.FromDays(200));

        Assert.Equal(2, bot.Posted().Count);
        Assert.Contains("do not know that action", PlainText.Write(await bot.SayAsync("action 3", Organizing.Volunteer(), command: true)), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Settings_and_texts_reach_planned_actions(Database database)
    {
        await using var bot = await SeriesAsync(database);

        await bot.OrganizeAsync("action 2 following title \"Picket for water\"");
        await bot.OrganizeAsync("action 1 all role medic:2 18:00-19:00");
        await bot.OrganizeAsync("action 1 all remind 3h");

        var all = await AllAsync(bot);
        Assert.Equal(["Picket", "Picket for water", "Picket for water", "Picket for water"], all.Select(m => m.Title));
        Assert.All(all, m => Assert.Equal("180", m.Reminders));
        Assert.Equal(4, await bot.DbAsync(db => db.RoleSlots.CountAsync()));
    }

    [Fact]
    public async Task A_value_that_cannot_be_read_changes_none_of_them()
    {
        await using var bot = await SeriesAsync();

        var reply = PlainText.Write(await bot.OrganizeAsync("action 1 all capacity many"));

        Assert.Contains("whole number", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("Changed in", reply, StringComparison.Ordinal);
        Assert.All(await AllAsync(bot), m => Assert.Null(m.Capacity));
    }

    [Theory]
    [InlineData("say \"Bring water\"")]
    [InlineData("copy 7 June 8am")]
    [InlineData("post")]
    [InlineData("erase")]
    public async Task Posts_and_copies_are_made_one_at_a_time(string order)
    {
        await using var bot = await SeriesAsync();

        Assert.Contains("one action at a time", PlainText.Write(await bot.OrganizeAsync($"action 1 all {order}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_co_organizer_of_one_action_cannot_change_the_others()
    {
        await using var bot = await SeriesAsync();
        var member = Organizing.Volunteer();
        var invitation = PlainText.Write(await bot.OrganizeAsync("action 1 co-organizer"));
        var code = invitation.Split([' ', '.', '\n']).Single(word => word.Length == 10 && word.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter)));
        await bot.SayAsync($"code 1 {code}", member, command: true);

        Assert.DoesNotContain("Only organizers", PlainText.Write(await bot.SayAsync("action 1 capacity 5", member, command: true)), StringComparison.Ordinal);
        Assert.Contains("Only organizers", PlainText.Write(await bot.SayAsync("action 1 all capacity 9", member, command: true)), StringComparison.Ordinal);
        Assert.Equal([5, null, null, null], (await AllAsync(bot)).Select(m => m.Capacity));
    }

    [Fact]
    public async Task Organizers_see_what_follows_and_can_list_the_series()
    {
        await using var bot = await SeriesAsync();

        Assert.Contains("2 more after it, the last on 8 November 2026", PlainText.Write(await bot.OrganizeAsync("action 2")), StringComparison.Ordinal);
        Assert.Contains("the last of its series", PlainText.Write(await bot.OrganizeAsync("action 4")), StringComparison.Ordinal);
        var list = PlainText.Write(await bot.OrganizeAsync("action 2 following"));
        Assert.Equal(3, list.Split(", 18:00").Length - 1);
    }

    [Theory]
    [InlineData("2", new[] { "2026-06-07T07:00", "2026-06-14T07:00" })]
    [InlineData("every second Sunday, 3 times", new[] { "2026-06-14T07:00", "2026-06-28T07:00" })]
    [InlineData("every month on the first Sunday until 1 September", new[] { "2026-06-07T07:00", "2026-07-05T07:00", "2026-08-02T07:00" })]
    [InlineData("every Tuesday until 10 June", new[] { "2026-06-02T07:00", "2026-06-09T07:00" })]
    public async Task An_action_is_repeated_by_a_number_or_a_rule(string rule, string[] later)
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.AnnounceAsync();

        await bot.OrganizeAsync($"action 1 repeat {rule}");

        Assert.Equal(later, (await StartsAsync(bot)).Skip(1));
    }

    [Fact]
    public async Task A_series_without_an_end_is_planned_for_a_year_and_says_so()
    {
        await using var bot = await BotHarness.StartAsync();

        var preview = await bot.OrganizeAsync("announce \"Picket\" every Tuesday 6pm at \"Gate\"");

        Assert.Contains("every Tuesday (52 more, the last on 4 May 2027)", PlainText.Write(preview), StringComparison.Ordinal);
        Assert.Contains("52 more are planned, the last on 4 May 2027", PlainText.Write(await bot.PublishAsync(preview)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_calendar_follows_what_is_changed_for_several()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.AnnounceAsync("open", when: "every Tuesday 6pm, 3 times");
        await bot.UntilAsync(new DateTime(2026, 5, 5, 22, 30, 0, DateTimeKind.Utc));
        Assert.Equal(["SEQUENCE:0", "SEQUENCE:0"], await FeedLinesAsync(bot, "SEQUENCE"));

        await bot.OrganizeAsync("action 1 all move 7pm");
        Assert.Equal(["SEQUENCE:0", "SEQUENCE:1"], (await FeedLinesAsync(bot, "SEQUENCE")).Order());
        await bot.OrganizeAsync("action 2 following cancel");

        Assert.Equal(["STATUS:CANCELLED", "STATUS:CONFIRMED"], (await FeedLinesAsync(bot, "STATUS")).Order());
        Assert.Contains("SEQUENCE:2", await FeedLinesAsync(bot, "SEQUENCE"));
    }

    private static async Task<BotHarness> SeriesAsync(Database database = Database.Sqlite)
    {
        var bot = await BotHarness.StartAsync(database);
        await bot.PublishAsync(await bot.OrganizeAsync("announce \"Picket\" every Sunday 6pm from 18 October, 4 times at \"Gate\""));
        return bot;
    }

    private static Task<List<Mobilization>> AllAsync(BotHarness bot) => bot.DbAsync(db => db.Mobilizations.OrderBy(m => m.Number).ToListAsync());

    private static async Task<IReadOnlyList<string>> StartsAsync(BotHarness bot) => (await AllAsync(bot)).ConvertAll(m => m.LocalStart);

    private static async Task<IReadOnlyList<string>> FeedLinesAsync(BotHarness bot, string name)
    {
        var feed = await bot.InScopeAsync(services => services.GetRequiredService<MobilizationCalendar>().UpcomingAsync(null, CancellationToken.None));
        return [.. feed.Split("\r\n").Where(line => line.StartsWith(name, StringComparison.Ordinal))];
    }
}
