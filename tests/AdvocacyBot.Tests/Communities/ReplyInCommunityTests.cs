using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Mobilizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Communities;

/// <summary>Replies in words reach the action of their own community, whose number may be another's row.</summary>
public sealed class ReplyInCommunityTests
{
    [Fact]
    public async Task A_reply_to_an_announcement_answers_the_action_of_its_own_community()
    {
        await using var two = await StartAsync();
        var announcement = two.Platform.Sent.Last(p => p.Message.Channel == TwoCommunities.Second);

        var reply = await ReplyAsync(two, two.InBoth("ana"), "+2", TwoCommunities.Second, TwoCommunities.SecondPlace, announcement.Message);

        Assert.Equal("rsvp:c2.1:going", Assert.Single(reply.Choices, c => c.Selected).Id);
        Assert.Equal(3, await SeatsAsync(two, two.SecondId, 1));
        Assert.Equal(0, await SeatsAsync(two, Community.FirstId, 1));
    }

    [Theory]
    [InlineData("+2", 3)]
    [InlineData("oui +1", 2)]
    [InlineData("going", 1)]
    public async Task A_reply_to_a_private_message_answers_the_action_that_its_buttons_name(string text, int seats)
    {
        await using var two = await StartAsync();
        var alone = ChannelRef.DirectTo(two.InBoth("ana"));

        await ReplyAsync(two, two.InBoth("ana"), text, alone, place: null, new MessageRef(alone, "reminder"), "rsvp:c2.1:going", "rsvp:c2.1:no");

        Assert.Equal(seats, await SeatsAsync(two, two.SecondId, 1));
        Assert.Equal(0, await SeatsAsync(two, Community.FirstId, 1));
    }

    [Fact]
    public async Task A_reply_to_a_private_message_of_a_community_that_the_member_is_not_in_changes_nothing()
    {
        await using var two = await StartAsync();
        var stranger = new MemberRef("fake", "cleo");
        var alone = ChannelRef.DirectTo(stranger);

        await ReplyAsync(two, stranger, "+2", alone, place: null, new MessageRef(alone, "reminder"), "rsvp:c2.1:going");

        Assert.Equal(0, await SeatsAsync(two, two.SecondId, 1));
    }

    /// <summary>The second community's first action is the third row.</summary>
    private static async Task<TwoCommunities> StartAsync()
    {
        var two = await TwoCommunities.StartAsync();
        await two.AnnounceAsync("March");
        await two.AnnounceAsync("Vigil");
        Assert.Equal("1", await two.AnnounceAsync("Picnic", TwoCommunities.Second));
        await two.Bot.TurnAsync();
        return two;
    }

    private static Task<Reply> ReplyAsync(
        TwoCommunities two, MemberRef member, string text, ChannelRef channel, PlaceRef? place, MessageRef to, params string[] choices) =>
        two.Bot.Services.GetRequiredService<CommandRouter>().HandleAsync(
            new Intent(Guid.NewGuid().ToString("N"), member, channel, new TextBody(text))
            {
                Place = place,
                IsDirect = place is null,
                ReplyTo = to,
                RepliedChoices = choices,
            },
            CancellationToken.None);

    private static Task<int> SeatsAsync(TwoCommunities two, long community, long number) =>
        two.Bot.DbAsync(db => db.Mobilizations.Where(m => m.Number == number).Select(m => m.SeatsTaken).SingleAsync(), community);
}
