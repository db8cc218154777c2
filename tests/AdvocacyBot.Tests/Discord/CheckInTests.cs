using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.CheckIns;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.FakeDiscord;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Discord;

/// <summary>The question whether somebody is home safe on Discord: agreed to below the receipt, asked and answered in a direct message.</summary>
public sealed class CheckInTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_member_agrees_is_asked_in_a_direct_message_and_answers_with_one_tap()
    {
        await using var rig = await DiscordRig.StartAsync(usesFeatures: true);
        await rig.CommandsRegisteredAsync();
        var member = new Person();
        await rig.AnnounceAsync("\"March\" 31 May 2099 9am at \"City Hall\"");
        await rig.DeliverAsync();
        await rig.SayAsOrganizerAsync("action 1 check-in 3h");
        var posted = Assert.Single(rig.Server.World.Shown(rig.Channel.Id));
        var receipt = (await rig.Server.Press(rig.Channel, posted, "rsvp:1:going", member).AnsweredAsync(Limit)).Answer!;
        var agreed = (await rig.Server.Press(rig.Channel, receipt, "checkin:1:on", member).AnsweredAsync(Limit)).Answer!;
        Assert.True(agreed.IsEphemeral);
        Assert.Contains("ask you once whether you are home safe", agreed.Words, StringComparison.Ordinal);

        var over = DateTime.UtcNow.AddMinutes(-1);
        await rig.DbAsync(db => db.Mobilizations.ExecuteUpdateAsync(
            row => row.SetProperty(m => m.StartsAt, over.AddHours(-2)).SetProperty(m => m.EndsAt, over).SetProperty(m => m.CheckInAt, over)));
        await rig.Services.GetRequiredService<CheckInLoop>().TurnAsync(CancellationToken.None);
        await rig.DbAsync(db => db.PrivateNotes.ExecuteUpdateAsync(row => row.SetProperty(n => n.DueAt, over)));
        await rig.Services.GetRequiredService<SendNotes>().TurnAsync(CancellationToken.None);
        await rig.DeliverAsync();
        var direct = rig.Server.Direct(member);
        var question = Assert.Single(rig.Server.World.Shown(direct.Id));
        Assert.Contains("Are you home safe?", question.Words, StringComparison.Ordinal);
        var answer = (await rig.Server.Press(direct, question, (string)question.Buttons.Single()["custom_id"]!, member).AnsweredAsync(Limit)).Answer!;

        Assert.Contains("Good to hear", answer.Words, StringComparison.Ordinal);
        Assert.Equal(0, await rig.DbAsync(db => db.Rsvps.CountAsync(r => r.CheckIn != null)));
    }
}
