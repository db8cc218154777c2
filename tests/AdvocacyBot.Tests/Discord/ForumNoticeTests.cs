using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Discord;

/// <summary>In a forum, all that is said of an action stands in the post of its announcement.</summary>
public sealed class ForumNoticeTests
{
    private const int Forum = 15;
    private const int PublicThread = 11;

    [Fact]
    public async Task Notices_and_reminders_go_into_the_post_of_the_announcement()
    {
        await using var rig = await DiscordRig.StartAsync(usesFeatures: true);
        var forum = rig.Server.World.AddChannel(rig.Guild, Forum);
        await rig.AnnounceAsync($"\"March\" 31 May 2099 9am at \"City Hall\" in discord/{forum.Id}");
        await rig.DeliverAsync();
        var thread = Assert.Single(rig.Server.World.Channels.Values, c => c.Type == PublicThread);

        await rig.SayAsOrganizerAsync("action 1 say Bring water");
        await rig.DeliverAsync();
        await rig.SayAsOrganizerAsync("action 1 move 1 June 2099 9am");
        await rig.DeliverAsync();
        await RemindAsync(rig);
        await rig.SayAsOrganizerAsync("action 1 cancel The permit was refused");
        await rig.DeliverAsync();

        Assert.Single(rig.Server.World.Channels.Values, c => c.Type == PublicThread);
        var words = rig.Server.World.Shown(thread.Id).Select(m => m.Words).ToList();
        Assert.Equal(5, words.Count);
        Assert.Contains("Bring water", words[1], StringComparison.Ordinal);
        Assert.Contains("takes place at another time", words[2], StringComparison.Ordinal);
        Assert.Contains("Reminder", words[3], StringComparison.Ordinal);
        Assert.Contains("The permit was refused", words[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_post_a_notice_starts_one()
    {
        await using var rig = await DiscordRig.StartAsync(usesFeatures: true);
        var forum = rig.Server.World.AddChannel(rig.Guild, Forum);
        await rig.AnnounceAsync($"\"March\" 31 May 2099 9am at \"City Hall\" in discord/{forum.Id}");
        await rig.DeliverAsync();
        await rig.DbAsync(db => db.Set<Core.Chat.MessageSubject>().ExecuteDeleteAsync());

        await rig.SayAsOrganizerAsync("action 1 say Bring water");
        await rig.DeliverAsync();

        Assert.Equal(2, rig.Server.World.Channels.Values.Count(c => c.Type == PublicThread));
    }

    private static async Task RemindAsync(DiscordRig rig)
    {
        var (due, zone) = (DateTime.UtcNow.AddSeconds(-1), ZoneAtNoon.Now());
        await rig.DbAsync(db => db.Mobilizations.ExecuteUpdateAsync(row => row
            .SetProperty(m => m.Zone, zone).SetProperty(m => m.RemindAt, due).SetProperty(m => m.StartsAt, due.AddHours(24)).SetProperty(m => m.EndsAt, due.AddHours(26))));
        await rig.Services.GetRequiredService<SendReminders>().TurnAsync(CancellationToken.None);
        await rig.DeliverAsync();
    }
}
