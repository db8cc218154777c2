using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>The bot leaves its conversation with somebody who asked to be forgotten, on a real homeserver.</summary>
public sealed class ForgottenConversationTests
{
    [SynapseFact]
    public async Task After_forget_me_the_bot_answers_leaves_and_can_be_written_to_again()
    {
        await using var scene = await Scene.StartAsync();
        var member = await scene.AddMemberAsync();
        var conversation = await scene.StartConversationAsync(member);
        var other = await scene.StartConversationAsync(scene.Ana);

        await member.SayAsync(conversation, "forget me");

        await member.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("Everything about you is deleted", StringComparison.Ordinal));
        await Eventually.HoldsAsync(async () => await member.MembershipAsync(conversation, scene.Bot.Id) == "leave", "it leaves");
        Assert.Equal("join", await scene.Ana.MembershipAsync(other, scene.Bot.Id));
        await scene.StartConversationAsync(member);
    }

    [SynapseFact]
    public async Task A_conversation_that_is_opened_for_the_answer_stays_until_it_is_read()
    {
        await using var scene = await Scene.StartAsync();
        var member = await scene.AddMemberAsync();

        await member.SayAsync(scene.Room, "!forget me");

        var conversation = await member.AcceptConversationAsync(scene.Bot.Id);
        await member.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("Everything about you is deleted", StringComparison.Ordinal));
        await scene.MarkAsync();
        Assert.Equal("join", await member.MembershipAsync(conversation, scene.Bot.Id));
    }
}
