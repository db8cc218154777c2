using System.Text.Json;
using AdvocacyBot.Discord;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Tests.Discord;

public sealed class TurnsTests
{
    private readonly Turns turns = new();

    [Fact]
    public async Task Under_one_key_each_comes_when_all_before_it_are_over()
    {
        var all = Enumerable.Range(0, 4).Select(_ => turns.Take("ana")).ToList();
        Assert.Equal([true, false, false, false], all.Select(t => t.Comes.IsCompleted));

        // One that has no effect is over before it comes, and lets nobody overtake.
        all[1].End();
        Assert.False(all[2].Comes.IsCompleted);
        all[0].End();
        all[0].End();
        await all[2].Comes;
        Assert.False(all[3].Comes.IsCompleted);
    }

    [Fact]
    public void Different_keys_and_none_do_not_wait()
    {
        turns.Take("ana");
        turns.Take(null);

        Assert.True(turns.Take("ben").Comes.IsCompleted);
        Assert.True(turns.Take(null).Comes.IsCompleted);
    }

    [Fact]
    public async Task Whoever_comes_after_all_are_over_does_not_wait()
    {
        var before = turns.Take("ana");
        before.End();
        await before.Passed;

        Assert.True(turns.Take("ana").Comes.IsCompleted);
    }

    [Theory]
    [InlineData("MESSAGE_CREATE", """{"id":"1","channel_id":"2","author":{"id":"7"}}""", "7")]
    [InlineData("INTERACTION_CREATE", """{"id":"1","application_id":"2","type":2,"token":"t","member":{"user":{"id":"7"}}}""", "7")]
    [InlineData("INTERACTION_CREATE", """{"id":"1","application_id":"2","type":3,"token":"t","user":{"id":"7"}}""", "7")]
    [InlineData("INTERACTION_CREATE", """{"id":"1","application_id":"2","type":4,"token":"t","user":{"id":"7"}}""", null)]
    [InlineData("INTERACTION_CREATE", "7", null)]
    [InlineData("CHANNEL_UPDATE", """{"id":"1"}""", "places")]
    public void A_members_acts_have_an_order_and_what_becomes_of_places_and_typing_has_none(string name, string data, string? expected) =>
        Assert.Equal(expected, EventHandling.OrderOf(new GatewayPacket(GatewayOp.Dispatch, JsonElement.Parse(data), 1, name)));

    [Fact]
    public void An_event_of_which_nothing_is_told_has_no_order() =>
        Assert.Null(EventHandling.OrderOf(new GatewayPacket(GatewayOp.Dispatch, default, 1, "INTERACTION_CREATE")));
}
