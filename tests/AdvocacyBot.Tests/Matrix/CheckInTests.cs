using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>The question whether somebody is home safe on a real homeserver: asked in the conversation, answered with one word.</summary>
public sealed class CheckInTests
{
    [SynapseFact]
    public async Task A_member_is_asked_in_their_conversation_and_answers_with_a_word()
    {
        await using var scene = await Scene.StartAsync();
        var member = await scene.AddMemberAsync();
        await scene.AnnounceAsync("\"March\" 31 May 2099 9am at \"City Hall\"");
        await scene.Ana.SayAsync(scene.Room, "!action 1 check-in 3h");
        await Eventually.HoldsAsync(() => scene.Running.Harness.DbAsync(db => db.Mobilizations.AnyAsync(m => m.CheckInMinutes != null)), "the check-in is set");
        var conversation = await scene.StartConversationAsync(member);
        await member.SayAsync(conversation, "rsvp 1 going");
        await member.WaitForAsync(conversation, scene.Bot.Id, body => body.StartsWith("You're going", StringComparison.Ordinal));
        await member.SayAsync(conversation, "safe 1 ask Ana");
        await member.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("the name that you gave", StringComparison.Ordinal));

        var over = scene.Running.Harness.Clock.Now.AddMinutes(-1);
        await scene.Running.Harness.DbAsync(db => db.Mobilizations.ExecuteUpdateAsync(
            row => row.SetProperty(m => m.StartsAt, over.AddHours(-2)).SetProperty(m => m.EndsAt, over).SetProperty(m => m.CheckInAt, over)));
        await scene.Running.Harness.TurnAsync();
        await scene.Running.Harness.TurnAsync();
        var asked = await member.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("Are you home safe?", StringComparison.Ordinal));
        await member.ReplyAsync(conversation, MatrixHuman.IdOf(asked), "yes");
        await member.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("Good to hear", StringComparison.Ordinal));

        Assert.Equal(0, await scene.Running.Harness.DbAsync(db => db.Rsvps.CountAsync(r => r.CheckIn != null)));
    }
}
