using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>Of thirty cases in which others oversell, forget or lose people, those of one answer: pressed twice, at once, too late, unseen.</summary>
public sealed class AnswerCasesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Case_01_a_double_click_sets_and_never_toggles(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 5");
        var member = Organizing.Volunteer();

        await bot.ChooseAsync($"rsvp:{id}:going", member);
        var again = await bot.ChooseAsync($"rsvp:{id}:going", member);

        Assert.Equal("You're going", again.Title);
        Assert.Equal(Answer.Going, Assert.Single(await bot.RsvpsAsync(id)).Answer);
        Assert.Equal(1, (await bot.MobilizationAsync(id)).SeatsTaken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_02_the_same_interaction_twice_has_one_effect_and_the_same_receipt(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 5");
        var member = Organizing.Volunteer();

        var first = await bot.ChooseAsync($"rsvp:{id}:going", member, eventId: "twice");
        var second = await bot.ChooseAsync($"rsvp:{id}:going", member, eventId: "twice");

        Assert.Equal(ReplyJson.Write(first), ReplyJson.Write(second));
        Assert.Equal(1, (await bot.MobilizationAsync(id)).SeatsTaken);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_03_of_two_people_on_the_last_seat_one_queues(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bot.ChooseAsync($"rsvp:{id}:going", Organizing.Volunteer())));

        var rows = await bot.RsvpsAsync(id);
        Assert.Single(rows, r => r.Answer == Answer.Going);
        Assert.Equal([1L, 2, 3, 4, 5, 6, 7], rows.Where(r => r.Answer == Answer.Waiting).Select(r => r.Position!.Value));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_04_an_answer_that_waits_for_a_busy_database_is_taken_when_it_is_free(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var answer = Task.FromResult(Reply.Nothing(Language.English));

        await bot.WhileBusyAsync(id, () =>
        {
            answer = bot.ChooseAsync($"rsvp:{id}:going", Organizing.Volunteer(), locale: Language.English);
            return [answer];
        });

        Assert.Equal("You're going", (await answer).Title);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_05_when_the_receipt_could_not_be_shown_the_answer_stands_and_can_be_asked_for(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var member = Organizing.Volunteer();
        await bot.ChooseAsync($"rsvp:{id}:going", member);

        var status = await bot.SayAsync("my rsvps", member);
        var held = await bot.ChooseAsync($"mydata:{id}", member);

        Assert.Contains("You're going", PlainText.Write(status), StringComparison.Ordinal);
        Assert.Contains("Your answer: You're going", PlainText.Write(held), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_17_at_the_cutoff_the_moment_of_receipt_decides(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        await bot.OrganizeAsync($"action {id} closes 2h");
        var closes = (await bot.MobilizationAsync(id)).ClosesAt!.Value;
        bot.Clock.Advance(closes - bot.Clock.Now - TimeSpan.FromSeconds(1));

        // Received a second before the cutoff, taken when the database is free again, after it.
        var early = Task.FromResult(Reply.Nothing(Language.English));
        await bot.WhileBusyAsync(id, () =>
        {
            early = bot.ChooseAsync($"rsvp:{id}:going", Organizing.Volunteer(), locale: Language.English);
            bot.Clock.Advance(TimeSpan.FromSeconds(2));
            return [early];
        });

        Assert.Equal("You're going", (await early).Title);
        var late = await bot.ChooseAsync($"rsvp:{id}:going", Organizing.Volunteer());
        Assert.Contains("Answers are closed", PlainText.Write(late), StringComparison.Ordinal);
    }
}
