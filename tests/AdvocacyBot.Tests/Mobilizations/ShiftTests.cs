using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Mobilizations.Shifts;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>Several shifts for each person, swaps, and a reminder of each. The action starts on Sunday 31 May 2026 at 9:00 in Toronto, 13:00 UTC.</summary>
public sealed class ShiftTests
{
    private const string Roles = "role \"medic:1 09:00-11:00; medic:1 11:00-13:00; cook:1 14:00-16:00; cook:2 16:00-18:00; marshal:1 10:00-12:00\"";
    private static readonly DateTime Start = new(2026, 5, 31, 13, 0, 0, DateTimeKind.Utc);

    [Theory, OnSqlite, OnPostgres]
    public async Task One_person_takes_several_shifts_and_each_counts(Database database)
    {
        await using var bot = await ShiftsAsync(database);
        var member = Organizing.Volunteer();

        await bot.AnswerAsync(1, member, "going medic 9h");
        await bot.AnswerAsync(1, member, "going medic 11-13");
        var told = await bot.AnswerAsync(1, member, "going cook 2pm, cook 16:00");

        Assert.Contains("Your shifts: medic 09:00–11:00, medic 11:00–13:00, cook 14:00–16:00, cook 16:00–18:00", told, StringComparison.Ordinal);
        var overview = PlainText.Write(await bot.OrganizeAsync("action 1"));
        foreach (var covered in new[] { "medic 09:00–11:00: 1 of 1", "cook 16:00–18:00: 1 of 2" })
            Assert.Contains(covered, overview, StringComparison.Ordinal);
        Assert.Contains("marshal 10:00–12:00", overview, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_shift_at_the_same_time_takes_the_place_of_the_former(Database database)
    {
        await using var bot = await ShiftsAsync(database);
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(1, member, "going medic 9:00, cook 14:00");

        var told = await bot.AnswerAsync(1, member, "going marshal");

        Assert.Contains("Your shifts: cook 14:00–16:00, marshal 10:00–12:00", told, StringComparison.Ordinal);
        Assert.Contains("Your shifts: medic 09:00–11:00", await bot.AnswerAsync(1, Organizing.Volunteer(), "going medic 9:00, cook 16:00"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_shifts_a_full_one_changes_nothing()
    {
        await using var bot = await ShiftsAsync();
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(1, Organizing.Volunteer(), "going cook 14:00");

        var told = await bot.AnswerAsync(1, member, "going medic 9:00, cook 14:00");

        Assert.Contains("cook is full", told, StringComparison.Ordinal);
        Assert.Null(await bot.RsvpOfAsync(1, member));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_maybe_keeps_the_shift_until_somebody_else_takes_it(Database database)
    {
        await using var bot = await ShiftsAsync(database);
        var (one, two) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(1, one, "going medic 9:00, cook 14:00");
        await bot.AnswerAsync(1, one, "maybe");
        await bot.AnswerAsync(1, two, "going medic 9:00");

        Assert.Contains("Role: cook 14:00–16:00", await bot.AnswerAsync(1, one, "going"), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Two_people_who_offer_the_same_swap_have_swapped_and_both_know(Database database)
    {
        await using var bot = await ShiftsAsync(database);
        var (one, two) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(1, one, "going medic 9:00");
        await bot.AnswerAsync(1, two, "going cook 14:00");

        var offered = await bot.SayAsync("shift 1 swap medic 9:00 for cook 14:00", one, command: true);
        Assert.Contains("Your offer stands", PlainText.Write(offered), StringComparison.Ordinal);
        var seen = await bot.SayAsync("shift 1", two, command: true);
        Assert.Contains("Somebody would give medic 09:00–11:00 for your cook 14:00–16:00", PlainText.Write(seen), StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody would give", PlainText.Write(await bot.SayAsync("shift 1", one, command: true)), StringComparison.Ordinal);
        var agreed = await bot.ChooseAsync(seen.Choices.Single(choice => choice.Label.StartsWith("Swap cook", StringComparison.Ordinal)).Id, two);
        await bot.TurnAsync();

        Assert.Contains("You both agreed", PlainText.Write(agreed), StringComparison.Ordinal);
        Assert.Contains("medic 09:00–11:00", PlainText.Write(agreed), StringComparison.Ordinal);
        Assert.Contains("Role: cook 14:00–16:00", Assert.Single(bot.Told(one)).Text, StringComparison.Ordinal);
        Assert.Equal(0, await bot.DbAsync(db => db.PrivateContacts.CountAsync()));
        Assert.Equal(0, await bot.DbAsync(db => db.Rsvps.CountAsync(r => r.SwapOffers != null)));
    }

    [Fact]
    public async Task A_swap_for_a_shift_with_a_free_place_happens_at_once()
    {
        await using var bot = await ShiftsAsync();
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(1, member, "going medic 9:00");

        Assert.Contains("There was a free place", PlainText.Write(await bot.SayAsync("shift 1 swap medic 9:00 for cook 14:00", member, command: true)), StringComparison.Ordinal);

        Assert.Contains("Role: cook 14:00–16:00", await bot.AnswerAsync(1, member, "going"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shift 1 swap medic 9:00 for medic 11:00", "not possible")]
    [InlineData("shift 1 swap medic 9:00 for night watch", "not possible")]
    [InlineData("shift 1 swap cook 16:00 for medic 11:00", "not possible")]
    [InlineData("shift 1 swap medic", "Write what to do")]
    [InlineData("shift 1 drop", "Write what to do")]
    [InlineData("shift 1 drop cook 16:00", "You do not have that shift")]
    public async Task What_cannot_be_done_about_a_shift_is_said_in_a_sentence(string order, string expected)
    {
        await using var bot = await ShiftsAsync();
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(1, member, "going medic 9:00, medic 11:00, cook 14:00");

        Assert.Contains(expected, PlainText.Write(await bot.SayAsync(order, member, command: true)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_ends_with_the_shift_and_when_it_is_withdrawn()
    {
        await using var bot = await ShiftsAsync();
        var (one, two) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(1, one, "going medic 9:00");
        await bot.AnswerAsync(1, two, "going cook 14:00");

        await bot.SayAsync("shift 1 swap medic 9:00 for cook 14:00", one, command: true);
        await bot.SayAsync("shift 1 stop", one, command: true);
        Assert.Equal(0, await bot.DbAsync(db => db.PrivateContacts.CountAsync()));
        await bot.SayAsync("shift 1 swap medic 9:00 for cook 14:00", one, command: true);
        await bot.SayAsync("shift 1 drop medic 9:00", one, command: true);

        Assert.Contains("There was a free place", PlainText.Write(await bot.SayAsync("shift 1 swap cook 14:00 for medic 9:00", two, command: true)), StringComparison.Ordinal);
        Assert.Null((await bot.StandsAsync(1, one)).SwapOffers);
        Assert.Empty(bot.Told(one));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Each_shift_has_a_private_reminder_of_its_own(Database database)
    {
        await using var bot = await ShiftsAsync(database);
        var (both, late, none) = (Organizing.Volunteer(), Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(1, both, "going medic 9:00, cook 14:00");
        await bot.AnswerAsync(1, late, "going cook 16:00");
        await bot.AnswerAsync(1, none, "going");
        foreach (var member in new[] { both, late, none })
            await bot.ChooseAsync("remind:1:on", member);

        await bot.UntilAsync(Start.AddHours(-2));
        Assert.Contains("Your shifts: medic 09:00–11:00, cook 14:00–16:00", bot.RemindersTo(both)[^1].Text, StringComparison.Ordinal);
        for (var quarter = 0; quarter < 44; quarter++)
            await bot.AdvanceAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(["Role: cook 14:00–16:00"], ShiftLines(bot, both));
        Assert.Equal(["Role: cook 16:00–18:00"], ShiftLines(bot, late));
        Assert.Empty(ShiftLines(bot, none));
        Assert.Equal(0, await bot.DbAsync(db => db.PrivateContacts.CountAsync()));
    }

    [Fact]
    public async Task A_reminder_of_a_shift_moves_with_the_action_and_goes_with_the_shift()
    {
        await using var bot = await ShiftsAsync();
        var (one, two) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(1, one, "going cook 16:00");
        await bot.AnswerAsync(1, two, "going cook 16:00");
        foreach (var member in new[] { one, two })
            await bot.ChooseAsync("remind:1:on", member);

        await bot.OrganizeAsync("action 1 move 31 May 10am");
        await bot.UntilAsync(Start);
        await bot.SayAsync("shift 1 drop cook 5pm", two, command: true);
        await bot.UntilAsync(Start.AddHours(5).AddMinutes(59));
        Assert.Empty(ShiftLines(bot, one));
        await bot.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(["Role: cook 17:00–19:00"], ShiftLines(bot, one));
        Assert.Empty(ShiftLines(bot, two));
    }

    [Fact]
    public async Task My_data_shows_shifts_and_offers_and_forget_me_deletes_them()
    {
        await using var bot = await ShiftsAsync();
        var (one, two) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(1, one, "going medic 9:00, cook 16:00");
        await bot.AnswerAsync(1, two, "going cook 14:00");
        await bot.SayAsync("shift 1 swap medic 9:00 for cook 14:00", one, command: true);

        var held = PlainText.Write(await bot.SayAsync("my data", one));
        Assert.Contains("medic 09:00–11:00 and cook 16:00–18:00", held, StringComparison.Ordinal);
        Assert.Contains("Which of your shifts you would give for which", held, StringComparison.Ordinal);
        await bot.SayAsync("forget me", one);

        Assert.Null(await bot.RsvpOfAsync(1, one));
        Assert.Equal(0, await bot.DbAsync(db => db.PrivateContacts.CountAsync()));
        Assert.DoesNotContain("Somebody would give", PlainText.Write(await bot.SayAsync("shift 1", two, command: true)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-05-31T09:00", 8, "06:00", "2026-05-31T10:00")]
    [InlineData("2026-05-31T22:00", 6, "00:30", "2026-06-01T04:30")]
    [InlineData("2026-05-31T22:00", 2, "23:30", "2026-06-01T03:30")]
    [InlineData("2026-10-31T20:00", 12, "03:00", "2026-11-01T08:00")]
    [InlineData("2027-03-13T20:00", 12, "03:30", "2027-03-14T07:30")]
    public void A_shift_begins_on_the_day_of_its_action_or_after_midnight(string local, int hours, string from, string expected)
    {
        var action = new Mobilization
        {
            Title = "",
            LocalStart = local,
            Zone = "America/Toronto",
            StartsAt = default,
            EndsAt = default,
            Place = "",
            KeyId = "",
            ShredAt = default,
            CalendarUid = "",
        };
        action.StartsAt = AdvocacyBot.Core.Mobilizations.Times.Timing.Local(action, DateTimeZoneProviders.Tzdb).Utc;
        action.EndsAt = action.StartsAt.AddHours(hours);

        var start = ShiftTimes.StartOf(action, new RoleSlot { MobilizationId = 1, Name = "", Needed = 1, From = from, Until = "05:00" }, DateTimeZoneProviders.Tzdb);

        Assert.Equal(expected, start.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task<BotHarness> ShiftsAsync(Database database = Database.Sqlite)
    {
        var bot = await BotHarness.StartAsync(database);
        await bot.AnnounceAsync(Roles, "31 May 9am-6pm America/Toronto");
        return bot;
    }

    /// <summary>The shifts that a person was reminded of by themselves.</summary>
    private static IEnumerable<string> ShiftLines(BotHarness bot, MemberRef member) => bot.Told(member)
        .Where(message => message.Text.Contains("Your shift begins soon", StringComparison.Ordinal))
        .Select(message => message.Text.Split('\n').Single(line => line.StartsWith("Role", StringComparison.Ordinal)));
}
