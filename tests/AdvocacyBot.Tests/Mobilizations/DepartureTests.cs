using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>What becomes of those who leave the group, beside case 26.</summary>
public sealed class DepartureTests
{
    [Fact]
    public async Task A_group_may_keep_the_seats_of_those_who_leave()
    {
        await using var bot = await BotHarness.StartAsync(
            settings: new Dictionary<string, string?> { ["Mobilizations:KeepSeatsOfDeparted"] = "true" });
        var id = await bot.AnnounceAsync("capacity 1");
        var left = Organizing.Volunteer();
        await bot.AnswerAsync(id, left, "going");

        await bot.LeaveAsync(left, "left");

        Assert.Equal(Answer.Going, (await bot.RsvpOfAsync(id, left))!.Answer);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Who_has_linked_an_account_elsewhere_keeps_the_seat(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1");
        var (here, there) = (Organizing.Volunteer(), Organizing.Volunteer("elsewhere"));
        await bot.AnswerAsync(id, here, "going");
        var code = AdvocacyBot.Core.Chat.PlainText.Write(await bot.SayAsync($"link {id}", here)).Split($"code {id} ")[1][..10];
        await bot.ChooseAsync($"link:{id}:{code}", there);

        await bot.LeaveAsync(here, "left");

        Assert.Equal(Answer.Going, (await bot.RsvpOfAsync(id, there))!.Answer);
        Assert.Equal((1, 0), await bot.CountsAsync(id));
    }
}
