using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>Where a time can be read in two ways, an order to move or copy asks with buttons, and a button carries it out.</summary>
public sealed class ReadingChoiceTests
{
    [Theory]
    [InlineData("move", "on 4/6/2026 7am", 1)]
    [InlineData("copy", "on 4/6/2026 from 7am to 9am", 2)]
    public async Task A_button_gives_the_same_order_with_the_time_that_is_meant(string verb, string when, int actions)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();

        var asked = await bot.OrganizeAsync($"action {id} {verb} {when}");
        Assert.Equal(new DateTime(2026, 5, 31, 11, 0, 0), (await bot.MobilizationAsync(id)).StartsAt);
        var june = asked.Choices.Single(c => c.Label.Contains("4 Jun 2026", StringComparison.Ordinal));
        await bot.ChooseAsync(june.Id, organizer: true);

        var made = await bot.MobilizationAsync(actions);
        Assert.Equal(new DateTime(2026, 6, 4, 11, 0, 0), made.StartsAt);
        Assert.Equal(verb == "copy" ? TimeSpan.FromHours(2) : made.EndsAt - made.StartsAt, made.EndsAt - made.StartsAt);
    }

    [Fact]
    public async Task The_second_of_two_equal_times_is_a_button_of_its_own()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();

        var asked = await bot.OrganizeAsync($"action {id} move 1 November 2026 1:30am");
        await bot.ChooseAsync(asked.Choices[1].Id, organizer: true);

        Assert.Equal(new DateTime(2026, 11, 1, 6, 30, 0), (await bot.MobilizationAsync(id)).StartsAt);
    }

    [Theory]
    [InlineData("when:1:move:this:209906010800:0:1")]
    [InlineData("when:1:erase:this:209906010800:0:1:America/Toronto")]
    [InlineData("when:1:move:this:20990601:0:1:America/Toronto")]
    [InlineData("when:1:move:this:209906010800:0:1:Nowhere/Town")]
    public async Task A_made_up_button_changes_nothing(string choice)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();

        await bot.ChooseAsync(choice, organizer: true);

        Assert.Equal(new DateTime(2026, 5, 31, 11, 0, 0), (await bot.MobilizationAsync(id)).StartsAt);
    }
}
