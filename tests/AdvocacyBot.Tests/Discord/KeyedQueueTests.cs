using System.Text.Json;
using AdvocacyBot.Discord.Events;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Tests.Discord;

public sealed class KeyedQueueTests
{
    private readonly KeyedQueue queue = new();

    [Fact]
    public async Task Events_with_one_key_start_after_all_earlier_ones_are_done()
    {
        var all = Enumerable.Range(0, 4).Select(_ => queue.Enqueue("ana")).ToList();
        Assert.Equal([true, false, false, false], all.Select(t => t.Ready.IsCompleted));

        // A slot that is released before it is ready does not let later ones overtake.
        all[1].Release();
        Assert.False(all[2].Ready.IsCompleted);
        all[0].Release();
        all[0].Release();
        await all[2].Ready;
        Assert.False(all[3].Ready.IsCompleted);
    }

    [Fact]
    public void Events_with_different_keys_or_none_do_not_wait()
    {
        queue.Enqueue("ana");
        queue.Enqueue(null);

        Assert.True(queue.Enqueue("ben").Ready.IsCompleted);
        Assert.True(queue.Enqueue(null).Ready.IsCompleted);
    }

    [Fact]
    public async Task An_event_after_all_are_done_does_not_wait()
    {
        var before = queue.Enqueue("ana");
        before.Release();
        await before.Completed;

        Assert.True(queue.Enqueue("ana").Ready.IsCompleted);
    }

    [Theory]
    [InlineData("MESSAGE_CREATE", """{"id":"1","channel_id":"2","author":{"id":"7"}}""", "7")]
    [InlineData("INTERACTION_CREATE", """{"id":"1","application_id":"2","type":2,"token":"t","member":{"user":{"id":"7"}}}""", "7")]
    [InlineData("INTERACTION_CREATE", """{"id":"1","application_id":"2","type":3,"token":"t","user":{"id":"7"}}""", "7")]
    [InlineData("INTERACTION_CREATE", """{"id":"1","application_id":"2","type":4,"token":"t","user":{"id":"7"}}""", null)]
    [InlineData("INTERACTION_CREATE", "7", null)]
    [InlineData("CHANNEL_UPDATE", """{"id":"1"}""", "guilds")]
    public void Events_of_a_member_and_guild_changes_are_ordered_but_autocomplete_is_not(string name, string data, string? expected) =>
        Assert.Equal(expected, EventDispatcher.OrderOf(new GatewayPacket(GatewayOp.Dispatch, JsonElement.Parse(data), 1, name)));

    [Fact]
    public void An_event_without_a_payload_has_no_order() =>
        Assert.Null(EventDispatcher.OrderOf(new GatewayPacket(GatewayOp.Dispatch, default, 1, "INTERACTION_CREATE")));
}
