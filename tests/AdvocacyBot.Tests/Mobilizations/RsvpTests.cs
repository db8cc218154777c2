using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations;

public sealed class RsvpTests
{
    [Theory]
    [InlineData(Language.English, "You're going", "You're on the waitlist", "You're not going")]
    [InlineData(Language.French, "Vous y allez", "Vous êtes sur la liste d’attente", "Vous n’y allez pas")]
    [InlineData(Language.Spanish, "Vas a ir", "Estás en la lista de espera", "No vas a ir")]
    public async Task Receipts_are_private_and_in_the_volunteers_language(Language language, string going, string waiting, string not)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync("capacity 1");

        var first = await bot.ChooseAsync($"rsvp:{id}:going", Organizing.Volunteer(), locale: language);
        var second = await bot.ChooseAsync($"rsvp:{id}:going", Organizing.Volunteer(), locale: language);
        var third = await bot.ChooseAsync($"rsvp:{id}:no", Organizing.Volunteer(), locale: language);

        Assert.Equal([going, waiting, not], new[] { first, second, third }.Select(r => r.Title));
        Assert.All([first, second, third], r => Assert.Equal(Visibility.Private, r.Visibility));
        Assert.Equal($"rsvp:{id}:going", Assert.Single(first.Choices, c => c.Selected).Id);
        Assert.Equal($"rsvp:{id}:no", Assert.Single(third.Choices, c => c.Selected).Id);
    }

    [Theory]
    [InlineData("rsvp water going +1", 1, "1")]
    [InlineData("rsvp the March going", 1, null)]
    [InlineData("rsvp vigil no", 2, null)]
    public async Task An_action_is_answered_by_words_of_its_title(string text, long number, string? guests)
    {
        await using var bot = await BotHarness.StartAsync();
        foreach (var title in (string[])["The march for water", "Vigil at the embassy"])
        {
            var preview = await bot.SayAsync($"announce \"{title}\" 2027-05-31 07:00 America/Toronto at \"City Hall\"", organizer: true);
            await bot.ChooseAsync(preview.Choices.First(c => c.Id.EndsWith(":publish", StringComparison.Ordinal)).Id, organizer: true);
        }

        var reply = await bot.SayAsync(text);

        Assert.Contains(reply.Choices, c => c.Id.StartsWith($"rsvp:{number}:", StringComparison.Ordinal) && c.Selected);
        if (guests is not null)
            Assert.Contains($"Guests: {guests}", PlainText.Write(reply), StringComparison.Ordinal);
        Assert.Contains("Which action?", PlainText.Write(await bot.SayAsync("rsvp going")), StringComparison.Ordinal);
        Assert.Contains("rsvp 2 going +2", PlainText.Write(await bot.SayAsync("rsvp 2 going +-3")), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_freed_seat_goes_to_the_first_who_waits(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1");
        var (first, second, third) = (Organizing.Volunteer(), Organizing.Volunteer(), Organizing.Volunteer());
        foreach (var member in new[] { first, second, third })
            await bot.AnswerAsync(id, member, "going");

        await bot.AnswerAsync(id, first, "no");

        Assert.Contains("You're going", await Shown(second), StringComparison.Ordinal);
        Assert.Contains("waitlist", await Shown(third), StringComparison.Ordinal);
        Assert.Equal(1, (await bot.MobilizationAsync(id)).SeatsTaken);

        async Task<string> Shown(MemberRef member) => await bot.AnswerAsync(id, member, "going");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Public_messages_are_rewritten_in_batches(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 6");
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 6; i++)
            await bot.ChooseAsync($"rsvp:{id}:going", Organizing.Volunteer());
        await bot.TurnAsync();
        Assert.Empty(bot.Platform.Edits);

        await bot.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Contains("Seats: waitlist", PlainText.Write(Assert.Single(bot.Platform.Edits).Reply), StringComparison.Ordinal);
        await bot.ChooseAsync($"rsvp:{id}:going", Organizing.Volunteer());
        await bot.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Single(bot.Platform.Edits);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Answers_that_repeat_the_announcement_are_rewritten_for_what_people_must_know_and_not_for_numbers(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 6");
        await bot.TurnAsync();
        var announcement = bot.Platform.Sent[^1].Message;
        var repetition = new MessageRef(Some.Channel, "an answer");
        await bot.InScopeAsync(async services =>
        {
            var reply = await bot.SayAsync("actions");
            await services.GetRequiredService<MessageSubjects>().RememberAsync(repetition, reply, CancellationToken.None);
            return true;
        });

        for (var i = 0; i < 6; i++)
            await bot.ChooseAsync($"rsvp:{id}:going", Organizing.Volunteer());
        await bot.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal([announcement], bot.Platform.Edits.Select(e => e.Message));

        await bot.OrganizeAsync($"action {id} cancel");
        await bot.TurnAsync();
        Assert.Equal([announcement, announcement, repetition], bot.Platform.Edits.Select(e => e.Message));
        Assert.All(bot.Platform.Edits.Skip(1), e => Assert.Contains("ancelled", PlainText.Write(e.Reply), StringComparison.Ordinal));
        Assert.All(bot.Platform.Edits.Skip(1), e => Assert.Empty(e.Reply.Choices));
    }

    [Theory]
    [InlineData("rsvp:999:going")]
    [InlineData("rsvp:x:going")]
    [InlineData("rsvp:-1:going")]
    [InlineData("rsvp:1")]
    [InlineData("rsvp:1:owner")]
    [InlineData("rsvp:99999999999999999999:going")]
    public async Task A_forged_choice_gets_a_sentence(string choice)
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.AnnounceAsync();

        var reply = await bot.ChooseAsync(choice);

        Assert.Contains("do not know that action", PlainText.Write(reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_that_is_no_answer_gets_an_example()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();

        var reply = await bot.SayAsync($"rsvp {id} perhaps");

        Assert.Contains($"rsvp {id} going +2", PlainText.Write(reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_number_can_be_left_out_while_one_is_coming_up()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.AnnounceAsync();

        Assert.Equal("You're going", (await bot.SayAsync("rsvp going +2")).Title);
        await bot.AnnounceAsync(title: "Vigil");
        Assert.Contains("Which action", PlainText.Write(await bot.SayAsync("rsvp going")), StringComparison.Ordinal);
    }
}
