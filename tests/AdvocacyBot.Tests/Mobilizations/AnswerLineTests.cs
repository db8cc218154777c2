using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>Answers that wait for the database are taken together, and nobody can tell.</summary>
public sealed class AnswerLineTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Answers_that_waited_are_taken_in_the_order_in_which_they_came(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 2");
        var members = Enumerable.Range(0, 6).Select(_ => Organizing.Volunteer()).ToList();

        var receipts = await TogetherAsync(bot, id, members.Select(m => (m, "going")));

        Assert.Equal([.. Enumerable.Repeat("You're going", 2), .. Enumerable.Repeat("You're on the waitlist", 4)], receipts.Select(r => r.Title));
        Assert.Equal([null, null, 1L, 2, 3, 4], await PositionsAsync(bot, id, members));
        Assert.Equal((2, 4), await bot.CountsAsync(id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task One_person_who_changes_their_mind_while_waiting_ends_as_they_said_last(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1 role medic:1");
        var (first, second) = (Organizing.Volunteer(), Organizing.Volunteer());

        var receipts = await TogetherAsync(bot, id,
        [
            (first, "going medic"), (second, "going medic"), (second, "going"), (second, "no"), (second, "going"), (first, "no"), (first, "going medic"),
        ]);

        Assert.Equal(
            ["You're going", "You have not answered", "You're on the waitlist", "You're not going", "You're on the waitlist", "You're not going", "You're on the waitlist"],
            receipts.Select(r => r.Title));
        Assert.Equal(Answer.Going, (await bot.RsvpOfAsync(id, second))!.Answer);
        Assert.Equal((1, 1), await bot.CountsAsync(id));

        // The seat that came free in between is told of, once, and only to who has it.
        await bot.TurnAsync();
        Assert.Single(bot.Told(second));
        Assert.Empty(bot.Told(first));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_event_that_comes_twice_while_waiting_has_one_effect(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 5");
        var member = Organizing.Volunteer();
        Task<Reply>[] both = [];

        await bot.WhileBusyAsync(id, () => both =
            [.. Enumerable.Range(0, 2).Select(_ => bot.SayAsync($"rsvp {id} going +1", member, eventId: "twice", command: true))]);

        var receipts = await Task.WhenAll(both);
        Assert.Equal(ReplyJson.Write(receipts[0]), ReplyJson.Write(receipts[1]));
        Assert.Equal((2, 0), await bot.CountsAsync(id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_answer_that_cannot_be_taken_fails_alone(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 5");
        var members = Enumerable.Range(0, 4).Select(_ => Organizing.Volunteer()).ToList();
        var eventsBefore = await bot.DbAsync(db => db.SeenEvents.CountAsync());
        Task<Reply>[] answers = [];

        await bot.WhileBusyAsync(id, () => answers =
        [
            .. members.Select((member, i) => bot.Services.GetRequiredService<CommandRouter>().HandleAsync(
                new Intent(Some.EventId, member, Some.Channel, new ChoiceBody($"rsvp:{id}:going"))
                {
                    Locale = Language.English,
                    Place = bot.Platform.Home,

                    // A position that the database does not take.
                    Cursor = i == 2 ? new Cursor("fake", null!) : null,
                },
                CancellationToken.None)),
        ]);

        var receipts = await Task.WhenAll(answers);
        Assert.Equal([true, true, false, true], receipts.Select(r => r.Title == "You're going"));
        Assert.False(receipts[2].Understood);
        Assert.Equal((3, 0), await bot.CountsAsync(id));
        Assert.Equal(eventsBefore + 3, await bot.DbAsync(db => db.SeenEvents.CountAsync()));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Answers_to_different_mobilizations_do_not_mix(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        long[] ids = [await bot.AnnounceAsync("capacity 2"), await bot.AnnounceAsync("capacity 3")];

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => bot.ChooseAsync($"rsvp:{ids[i % 2]}:going", Organizing.Volunteer())));
        var nowhere = await bot.ChooseAsync("rsvp:999:going", Organizing.Volunteer(), locale: Language.English);

        Assert.Equal((2, 18), await bot.CountsAsync(ids[0]));
        Assert.Equal((3, 17), await bot.CountsAsync(ids[1]));
        Assert.Contains("do not know that action", PlainText.Write(nowhere), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<Reply[]> TogetherAsync(BotHarness bot, long id, IEnumerable<(MemberRef Member, string Answer)> said)
    {
        Task<Reply>[] answers = [];
        await bot.WhileBusyAsync(id, () => answers = [.. said.Select(a => bot.SayAsync($"rsvp {id} {a.Answer}", a.Member, command: true, locale: Language.English))]);
        return await Task.WhenAll(answers);
    }

    private static async Task<List<long?>> PositionsAsync(BotHarness bot, long id, IEnumerable<MemberRef> members)
    {
        var positions = new List<long?>();
        foreach (var member in members)
            positions.Add((await bot.RsvpOfAsync(id, member))!.Position);
        return positions;
    }
}
