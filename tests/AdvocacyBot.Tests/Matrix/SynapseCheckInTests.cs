using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.CheckIns;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>The question whether somebody is home safe on a real homeserver: agreed to, asked and answered in a conversation of two.</summary>
public sealed class SynapseCheckInTests
{
    [SynapseFact]
    public async Task A_member_agrees_is_asked_in_the_conversation_and_answers_with_a_reaction()
    {
        await using var scene = await Scene.StartAsync();
        var harness = scene.Running.Harness;
        var member = await scene.AddMemberAsync();
        await scene.AnnounceAsync("\"March\" 31 May 2099 9am at \"City Hall\"");
        await scene.Ana.SayAsync(scene.Room, "!action 1 check-in 3h");
        await Eventually.HoldsAsync(() => harness.DbAsync(db => db.Mobilizations.AnyAsync(m => m.CheckInMinutes != null)));
        var conversation = await scene.StartConversationAsync(member);
        await member.SayAsync(conversation, "rsvp 1 going");
        await member.WaitForAsync(conversation, scene.Bot.Id, body => body.StartsWith("You're going", StringComparison.Ordinal));
        await member.SayAsync(conversation, "safe 1 ask");
        await member.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("ask you once whether you are home safe", StringComparison.Ordinal));

        await EndAsync(harness);
        var question = await member.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("Are you home safe?", StringComparison.Ordinal));
        await member.ReactAsync(conversation, MatrixHuman.IdOf(question), "1\uFE0F\u20E3");

        await member.WaitForAsync(conversation, scene.Bot.Id, body => body.Contains("Good to hear", StringComparison.Ordinal));
        Assert.Equal(0, await harness.DbAsync(db => db.Rsvps.CountAsync(r => r.CheckIn != null)));
    }

    /// <summary>The action is over by now, and the bot asks.</summary>
    private static async Task EndAsync(BotHarness harness)
    {
        var over = DateTime.UtcNow.AddMinutes(-1);
        await harness.DbAsync(db => db.Mobilizations.ExecuteUpdateAsync(
            row => row.SetProperty(m => m.StartsAt, over.AddHours(-2)).SetProperty(m => m.EndsAt, over).SetProperty(m => m.CheckInAt, over)));
        await harness.Services.GetRequiredService<CheckInLoop>().TurnAsync(CancellationToken.None);
        await harness.DbAsync(db => db.PrivateNotes.ExecuteUpdateAsync(row => row.SetProperty(n => n.DueAt, over)));
        await harness.Services.GetRequiredService<SendNotes>().TurnAsync(CancellationToken.None);
    }
}
