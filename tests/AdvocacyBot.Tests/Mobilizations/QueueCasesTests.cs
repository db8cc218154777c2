using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>Of the thirty cases, those of the queue: who gets the seat that comes free.</summary>
public sealed class QueueCasesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Case_06_a_cancelled_seat_promotes_in_the_same_transaction(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1");
        var crowd = await bot.CrowdAsync(id, 2);

        await bot.AnswerAsync(id, crowd[0], "no");

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
        var crowd = await bot.CrowdAsync(id, 3);
        var (second, third) = (crowd[1], crowd[2]);
        await bot.AnswerAsync(id, crowd[0], "no");
        await bot.TurnAsync();
        Assert.Contains("A seat is reserved for you", PlainText.Write(await bot.SayAsync("my rsvps", second)), StringComparison.Ordinal);
        Assert.Contains(bot.Platform.Sent, m => m.Message.Channel == ChannelRef.DirectTo(second));

        await bot.AdvanceAsync(TimeSpan.FromMinutes(121));

        Assert.Contains("You may be going", PlainText.Write(await bot.SayAsync("my rsvps", second)), StringComparison.Ordinal);
        Assert.Contains("A seat is reserved for you", PlainText.Write(await bot.SayAsync("my rsvps", third)), StringComparison.Ordinal);
        Assert.Equal("You're going", (await bot.ChooseAsync($"rsvp:{id}:going", third)).Title);
        Assert.Equal((1, 0), await bot.CountsAsync(id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_09_who_cancels_leaves_the_queue_too(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1");
        var crowd = await bot.CrowdAsync(id, 2);

        await bot.AnswerAsync(id, crowd[1], "no");
        await bot.AnswerAsync(id, crowd[0], "no");

        Assert.Equal((0, 0), await bot.CountsAsync(id));
        Assert.All(await bot.RsvpsAsync(id), r => Assert.Null(r.Position));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_10_one_seat_promotes_exactly_one(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 2");
        var crowd = await bot.CrowdAsync(id, 6);

        await Task.WhenAll(bot.AnswerAsync(id, crowd[0], "no"), bot.AnswerAsync(id, crowd[1], "maybe"));

        Assert.Equal((2, 2), await bot.CountsAsync(id));
        Assert.Equal(Answer.Going, (await bot.StandsAsync(id, crowd[2])).Answer);
        Assert.Equal(Answer.Going, (await bot.StandsAsync(id, crowd[3])).Answer);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_11_capacity_lowered_below_going_puts_nobody_out_and_promotes_nobody_until_below(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 3");
        var crowd = await bot.CrowdAsync(id, 4);

        var told = PlainText.Write(await bot.OrganizeAsync($"action {id} capacity 1"));

        Assert.Contains("2 more people are going than there are seats", told, StringComparison.Ordinal);
        await bot.AnswerAsync(id, crowd[0], "no");
        Assert.Equal((2, 1), await bot.CountsAsync(id));
        await bot.AnswerAsync(id, crowd[1], "no");
        Assert.Equal((1, 1), await bot.CountsAsync(id));
        await bot.AnswerAsync(id, crowd[2], "no");
        Assert.Equal((1, 0), await bot.CountsAsync(id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_12_capacity_raised_promotes_in_order(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1");
        var crowd = await bot.CrowdAsync(id, 5);

        await bot.OrganizeAsync($"action {id} capacity 3");

        var answers = new List<Answer>();
        foreach (var member in crowd)
            answers.Add((await bot.StandsAsync(id, member)).Answer);
        Assert.Equal([Answer.Going, Answer.Going, Answer.Going, Answer.Waiting, Answer.Waiting], answers);
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

        Assert.Contains("if you come back, you are at the end of the waitlist", told, StringComparison.Ordinal);
        Assert.Contains("You're on the waitlist", back, StringComparison.Ordinal);
        Assert.Equal(Answer.Going, (await bot.StandsAsync(id, second)).Answer);
    }
}
