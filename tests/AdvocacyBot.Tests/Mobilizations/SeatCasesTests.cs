using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Tests.Support;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>The first seventeen of thirty cases in which others oversell, forget or lose people: seats, queue, roles and guests.</summary>
public sealed class SeatCasesTests
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
            Assert.False(answer.IsCompleted);
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
    public async Task Case_06_a_cancelled_seat_promotes_in_the_same_transaction(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1");
        var (first, second) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(id, first, "going");
        await bot.AnswerAsync(id, second, "going");

        await bot.AnswerAsync(id, first, "no");

        // Nothing has turned since: the seat was given in the transaction that freed it.
        Assert.Single(await bot.RsvpsAsync(id), r => r.Answer == Answer.Going);
        Assert.Equal((1, 0), await bot.CountsAsync(id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_07_a_party_that_does_not_fit_is_held_or_skipped_as_configured(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 2");
        var (a, b, large, small) = (Organizing.Volunteer(), Organizing.Volunteer(), Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(id, a, "going");
        await bot.AnswerAsync(id, b, "going");
        await bot.AnswerAsync(id, large, "going +1");
        await bot.AnswerAsync(id, small, "going");

        await bot.AnswerAsync(id, a, "no");
        Assert.Equal((1, 2), await bot.CountsAsync(id));

        await bot.OrganizeAsync($"action {id} waitlist skip");
        Assert.Equal((2, 1), await bot.CountsAsync(id));
        Assert.Equal(2, Assert.Single(await bot.RsvpsAsync(id), r => r.Answer == Answer.Waiting).Party);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_08_an_offer_that_expires_passes_on(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1");
        await bot.OrganizeAsync($"action {id} offers 2h");
        var (going, second, third) = (Organizing.Volunteer(), Organizing.Volunteer(), Organizing.Volunteer());
        foreach (var member in new[] { going, second, third })
            await bot.AnswerAsync(id, member, "going");
        await bot.AnswerAsync(id, going, "no");
        await bot.TurnAsync();
        Assert.Contains("A seat is held for you", PlainText.Write(await bot.SayAsync("my rsvps", second)), StringComparison.Ordinal);
        Assert.Contains(bot.Platform.Sent, m => m.Message.Channel == ChannelRef.DirectTo(second));

        await bot.AdvanceAsync(TimeSpan.FromMinutes(121));

        Assert.Contains("You may be going", PlainText.Write(await bot.SayAsync("my rsvps", second)), StringComparison.Ordinal);
        Assert.Contains("A seat is held for you", PlainText.Write(await bot.SayAsync("my rsvps", third)), StringComparison.Ordinal);
        Assert.Equal("You're going", (await bot.ChooseAsync($"rsvp:{id}:going", third)).Title);
        Assert.Equal((1, 0), await bot.CountsAsync(id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_09_who_cancels_leaves_the_queue_too(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1");
        var (first, second) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(id, first, "going");
        await bot.AnswerAsync(id, second, "going");

        await bot.AnswerAsync(id, second, "no");
        await bot.AnswerAsync(id, first, "no");

        Assert.Equal((0, 0), await bot.CountsAsync(id));
        Assert.All(await bot.RsvpsAsync(id), r => Assert.Null(r.Position));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_10_one_seat_promotes_exactly_one(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 2");
        var members = Enumerable.Range(0, 6).Select(_ => Organizing.Volunteer()).ToList();
        foreach (var member in members)
            await bot.AnswerAsync(id, member, "going");

        await Task.WhenAll(bot.AnswerAsync(id, members[0], "no"), bot.AnswerAsync(id, members[1], "maybe"));

        Assert.Equal((2, 2), await bot.CountsAsync(id));
        Assert.Equal(Answer.Going, (await Stands(bot, id, members[2])).Answer);
        Assert.Equal(Answer.Going, (await Stands(bot, id, members[3])).Answer);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_11_capacity_lowered_below_going_puts_nobody_out_and_promotes_nobody_until_below(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 3");
        var members = Enumerable.Range(0, 4).Select(_ => Organizing.Volunteer()).ToList();
        foreach (var member in members)
            await bot.AnswerAsync(id, member, "going");

        var told = PlainText.Write(await bot.OrganizeAsync($"action {id} capacity 1"));

        Assert.Contains("2 more are going than there are seats", told, StringComparison.Ordinal);
        await bot.AnswerAsync(id, members[0], "no");
        Assert.Equal((2, 1), await bot.CountsAsync(id));
        await bot.AnswerAsync(id, members[1], "no");
        Assert.Equal((1, 1), await bot.CountsAsync(id));
        await bot.AnswerAsync(id, members[2], "no");
        Assert.Equal((1, 0), await bot.CountsAsync(id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_12_capacity_raised_promotes_in_order(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1");
        var members = Enumerable.Range(0, 5).Select(_ => Organizing.Volunteer()).ToList();
        foreach (var member in members)
            await bot.AnswerAsync(id, member, "going");

        await bot.OrganizeAsync($"action {id} capacity 3");

        var answers = new List<Answer>();
        foreach (var member in members)
            answers.Add((await Stands(bot, id, member)).Answer);
        Assert.Equal([Answer.Going, Answer.Going, Answer.Going, Answer.Waiting, Answer.Waiting], answers);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_13_a_full_role_offers_general_attendance(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("role medic:1");
        await bot.AnswerAsync(id, Organizing.Volunteer(), "going medic");

        var reply = await bot.SayAsync($"rsvp {id} going medic", Organizing.Volunteer());

        Assert.Contains("medic is full. You can still come without a role.", PlainText.Write(reply), StringComparison.Ordinal);
        Assert.Contains(reply.Choices, c => c.Id == $"rsvp:{id}:going");
        Assert.Single(await bot.RsvpsAsync(id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_14_switching_to_a_full_role_keeps_the_old_one(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("role medic:1 role marshal:1");
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, Organizing.Volunteer(), "going medic");
        await bot.AnswerAsync(id, member, "going marshal");

        var told = await bot.AnswerAsync(id, member, "going medic");

        Assert.Contains("medic is full, so you keep what you had", told, StringComparison.Ordinal);
        Assert.Contains("Role: marshal", told, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_15_going_to_maybe_frees_the_seat_and_back_is_the_end_of_the_queue_said_beforehand(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1");
        var (first, second) = (Organizing.Volunteer(), Organizing.Volunteer());

        var told = await bot.AnswerAsync(id, first, "going");
        await bot.AnswerAsync(id, second, "going");
        await bot.AnswerAsync(id, first, "maybe");
        var back = await bot.AnswerAsync(id, first, "going");

        Assert.Contains("coming back means the end of the queue", told, StringComparison.Ordinal);
        Assert.Contains("You're on the waitlist", back, StringComparison.Ordinal);
        Assert.Equal(Answer.Going, (await Stands(bot, id, second)).Answer);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_16_raising_guests_at_capacity_refuses_only_the_increment(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 2");
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, member, "going +1");

        var told = await bot.AnswerAsync(id, member, "going +3");

        Assert.Contains("no room for that many guests", told, StringComparison.Ordinal);
        Assert.Contains("You're going", told, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(await bot.RsvpsAsync(id)).Party);
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
        });

        Assert.Equal("You're going", (await early).Title);
        var late = await bot.ChooseAsync($"rsvp:{id}:going", Organizing.Volunteer());
        Assert.Contains("Answers are closed", PlainText.Write(late), StringComparison.Ordinal);
    }

    private static async Task<Rsvp> Stands(BotHarness bot, long id, MemberRef member) =>
        (await bot.RsvpOfAsync(id, member))!;
}
