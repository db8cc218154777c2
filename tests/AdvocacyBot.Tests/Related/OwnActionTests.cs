using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Tests.Facts;
using AdvocacyBot.Tests.Mobilizations;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Related;

/// <summary>Questions about the group's own actions get the action's card, from the facts' free text.</summary>
public sealed class OwnActionTests
{
    private const string March = "announce \"March for water\" 31 May 2099 7pm at \"City Hall\" open";

    [Theory]
    [InlineData("when is the march?")]
    [InlineData("where is the water march?")]
    [InlineData("how do I sign up?")]
    [InlineData("où est la manif ?")]
    [InlineData("¿cómo me apunto?")]
    [InlineData("when are the protests?")]
    [InlineData("where do we meet?")]
    [InlineData("à quelle heure est la marche ?")]
    [InlineData("comment je m'inscris ?")]
    [InlineData("je viens")]
    public async Task Question_about_an_own_action_gets_its_card(string question)
    {
        await using var bot = await FactsHarness.StartAsync();
        await bot.PublishAsync(await bot.OrganizeAsync(March));

        var reply = await bot.SayAsync(question);

        Assert.Equal("March for water", reply.Title);
        Assert.Contains(reply.Choices, c => c.Id.StartsWith("rsvp:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_question_in_the_language_of_a_translated_title_finds_it()
    {
        await using var bot = await FactsHarness.StartAsync();
        await bot.PublishAsync(await bot.OrganizeAsync(March));
        await bot.OrganizeAsync("action 1 title fr: \"Marche pour l'eau\"");

        Assert.Equal("Marche pour l'eau", (await bot.SayAsync("quand est la marche pour l'eau ?")).Title);
    }

    [Fact]
    public async Task A_cancelled_action_is_answered_as_cancelled_until_its_date()
    {
        await using var bot = await FactsHarness.StartAsync();
        await bot.PublishAsync(await bot.OrganizeAsync(March));
        await bot.OrganizeAsync("action 1 cancel \"Storm\"");
        await bot.AdvanceAsync(TimeSpan.FromDays(3));

        var reply = await bot.SayAsync("when is the march?");

        Assert.Equal("March for water", reply.Title);
        Assert.Contains("cancelled", PlainText.Write(reply), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("rsvp march going")]
    [InlineData("rsvp going water march")]
    public async Task An_answer_names_the_action_by_words_of_its_title(string order)
    {
        await using var bot = await FactsHarness.StartAsync();
        await bot.PublishAsync(await bot.OrganizeAsync(March));
        await bot.PublishAsync(await bot.OrganizeAsync("announce \"Vigil\" 30 May 2099 7pm at \"The square\" open"));

        Assert.Contains("March for water", PlainText.Write(await bot.SayAsync(order, new MemberRef("fake", "ana"), command: true)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("when is the march in Lima?")]
    [InlineData("when was the march in 2019?")]
    [InlineData("what time is the May 31 2023 protest?")]
    [InlineData("when is the march for housing?")]
    public async Task Question_about_another_action_does_not(string question)
    {
        await using var bot = await FactsHarness.StartAsync();
        await bot.PublishAsync(await bot.OrganizeAsync(March));

        Assert.NotEqual("March for water", (await bot.SayAsync(question)).Title);
    }

    [Fact]
    public async Task Action_of_another_channel_is_not_told_and_the_question_is_no_miss()
    {
        await using var bot = await FactsHarness.StartAsync();
        await bot.PublishAsync(await bot.OrganizeAsync(March.Replace(" open", "", StringComparison.Ordinal)));

        var reply = await bot.SayAsync("when is the march?", channel: new ChannelRef("fake", "elsewhere"));

        Assert.DoesNotContain("City Hall", PlainText.Write(reply), StringComparison.Ordinal);
        await bot.SayAsync("fact misses", new MemberRef("fake", "ana"), organizer: true);
        Assert.Equal(0, await bot.DbAsync(db => db.QueryMisses.CountAsync()));
    }
}
