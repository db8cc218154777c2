using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Platforms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Communities;

/// <summary>Direct conversations of people who are in several communities, or no longer in one.</summary>
public sealed class DirectConversationTests
{
    [Fact]
    public async Task Whoever_is_in_several_communities_is_asked_once_and_answered_for_the_chosen_one()
    {
        await using var two = await TwoCommunities.StartAsync();
        var ana = two.InBoth("ana");
        await two.AnnounceAsync("First vigil");
        await two.AnnounceAsync("Second vigil", TwoCommunities.Second);

        var question = await two.Bot.SayAsync("actions", ana, channel: ChannelRef.DirectTo(ana), command: true);
        Assert.Equal("You are in several groups. Which one do you mean?", PlainText.Write(question).Split('\n')[0]);
        var answer = await two.Bot.ChooseAsync(question.Choices[1].Id, ana, channel: ChannelRef.DirectTo(ana));

        Assert.Equal("Second vigil", answer.Title);
        Assert.Equal("Second vigil", (await two.Bot.SayAsync("actions", ana, channel: ChannelRef.DirectTo(ana), command: true)).Title);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_button_counts_for_the_community_that_offered_it(bool isOfferedInSecond, bool lastWroteAboutSecond)
    {
        await using var two = await TwoCommunities.StartAsync();
        var ana = two.InBoth("ana");
        var number = await two.AnnounceAsync("First vigil");
        Assert.Equal(number, await two.AnnounceAsync("Second vigil", TwoCommunities.Second));
        // A private answer to a message in a channel goes to the direct conversation.
        var receipt = await two.Bot.SayAsync($"rsvp {number} maybe", ana, channel: isOfferedInSecond ? TwoCommunities.Second : null, command: true);
        two.Bot.Services.GetRequiredService<DirectCommunities>().Choose(ana, lastWroteAboutSecond ? two.SecondId : Community.FirstId);

        await two.Bot.ChooseAsync(receipt.Choices.First(c => c.Id.EndsWith(":going", StringComparison.Ordinal)).Id, ana, channel: ChannelRef.DirectTo(ana));

        var (first, second) = (await AnswerIn(Community.FirstId), await AnswerIn(two.SecondId));
        Assert.Equal(isOfferedInSecond ? (null, "Going") : ("Going", null), (first, second));

        Task<string?> AnswerIn(long community) => two.Bot.DbAsync(db => db.Rsvps.Select(r => r.Answer.ToString()).SingleOrDefaultAsync(), community);
    }

    [Fact]
    public async Task A_private_reminder_offers_the_buttons_of_its_own_community()
    {
        await using var two = await TwoCommunities.StartAsync();
        var ana = two.InBoth("ana");
        await two.AnnounceAsync("First vigil");
        var number = await two.AnnounceAsync("Second vigil", TwoCommunities.Second);
        await two.Bot.SayAsync($"rsvp {number} going", ana, channel: TwoCommunities.Second, command: true);
        await two.Bot.ChooseAsync($"remind:{number}:on", ana, channel: TwoCommunities.Second);
        await two.Bot.TurnAsync();

        var note = Assert.Single(two.Platform.Sent, s => s.Message.Channel.Direct == ana);
        Assert.All(note.Reply.Choices, choice => Assert.Contains($":c{two.SecondId}.", choice.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_button_of_another_community_does_nothing_in_a_channel()
    {
        await using var two = await TwoCommunities.StartAsync();
        var ana = two.InBoth("ana");
        var number = await two.AnnounceAsync("First vigil");
        await two.AnnounceAsync("Second vigil", TwoCommunities.Second);

        var reply = await two.Bot.ChooseAsync($"rsvp:c{two.SecondId}.{number}:going", ana);

        Assert.Equal("That button no longer works. Please use the command again.", PlainText.Write(reply).Trim());
        Assert.Contains("no answer of yours", await two.RsvpsAsync(ana), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_left_a_community_is_not_answered_for_it_any_more()
    {
        await using var two = await TwoCommunities.StartAsync();
        var ana = new MemberRef("fake", "ana");
        (two.Platform.Standings[("ana", two.Platform.Home)], two.Platform.Standings[("ana", TwoCommunities.SecondPlace)]) = (Standing.None, Standing.Member);
        await two.AnnounceAsync("Second vigil", TwoCommunities.Second);
        Assert.Equal("Second vigil", (await two.Bot.SayAsync("actions", ana, channel: ChannelRef.DirectTo(ana), command: true)).Title);

        two.Platform.Standings[("ana", TwoCommunities.SecondPlace)] = Standing.None;

        var after = await two.Bot.SayAsync("actions", ana, channel: ChannelRef.DirectTo(ana), command: true);
        Assert.StartsWith("I do not see you in any of the groups", PlainText.Write(after), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_platform_is_asked_once_about_each_place()
    {
        await using var two = await TwoCommunities.StartAsync();
        var ana = two.InBoth("ana");
        await two.Bot.SayAsync("actions", ana, channel: ChannelRef.DirectTo(ana), command: true);
        Assert.Equal(2, two.Platform.StandingsAsked);

        two.Bot.Services.GetRequiredService<DirectCommunities>().Choose(ana, Community.FirstId);
        await two.Bot.SayAsync("actions", ana, channel: ChannelRef.DirectTo(ana), command: true);
        Assert.Equal(3, two.Platform.StandingsAsked);
    }

    [Fact]
    public async Task A_member_of_two_communities_sets_the_language_of_the_conversation_in_either()
    {
        await using var two = await TwoCommunities.StartAsync();
        var (ana, chosen) = (two.InBoth("ana"), two.Bot.Services.GetRequiredService<DirectCommunities>());
        chosen.Choose(ana, Community.FirstId);
        await two.Bot.SayAsync("language fr", ana, channel: ChannelRef.DirectTo(ana), command: true);

        chosen.Choose(ana, two.SecondId);
        var reply = await two.Bot.SayAsync("language es", ana, channel: ChannelRef.DirectTo(ana), command: true);

        Assert.StartsWith("A partir de ahora", PlainText.Write(reply), StringComparison.Ordinal);
    }
}
