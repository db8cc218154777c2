using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>Of the thirty cases, those of people and messages that come, go and turn out to be one.</summary>
public sealed class PeopleCasesTests
{
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
        var asked = await bot.SayAsync($"code {id} {code}", there);
        Assert.Contains("Link them?", PlainText.Write(asked), StringComparison.Ordinal);
        var linked = PlainText.Write(await bot.ChooseAsync(Assert.Single(asked.Choices).Id, there));
        var again = PlainText.Write(await bot.SayAsync($"code {id} {code}", next));

        Assert.Contains("one person here now", linked, StringComparison.Ordinal);
        Assert.Contains("not valid", again, StringComparison.Ordinal);
        Assert.Equal((2, 0), await bot.CountsAsync(id));
        Assert.Equal(Answer.Going, (await bot.RsvpOfAsync(id, next))!.Answer);
        await bot.AnswerAsync(id, there, "no");
        Assert.Equal(Answer.No, (await bot.RsvpOfAsync(id, here))!.Answer);
        Assert.Equal((1, 0), await bot.CountsAsync(id));
    }
}
