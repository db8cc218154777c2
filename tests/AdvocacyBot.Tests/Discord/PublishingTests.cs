using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Discord;

/// <summary>Messages of announcement channels are published to the channels that follow them, at most ten an hour.</summary>
public sealed class PublishingTests
{
    private const int Announcement = 5;

    [Fact]
    public async Task Beyond_ten_an_hour_messages_are_posted_at_once_and_published_later()
    {
        await using var rig = await DiscordRig.StartAsync(DiscordRig.Patient with { Crossposts = 3, CrosspostWindow = TimeSpan.FromHours(1), PerChannel = 100 });
        var news = rig.Server.World.AddChannel(rig.Guild, Announcement);
        await rig.QueueAsync(Enumerable.Range(0, 5).Select(i => (news.Id, Reply.Say(default, $"article {i}"), $"article/{i}")));

        await rig.DeliverAsync();
        await rig.DeliverAsync();

        var shown = rig.Server.World.Shown(news.Id);
        Assert.Equal(5, shown.Count);
        Assert.Equal(3, shown.Count(m => m.IsCrossposted));
        var waiting = await rig.DbAsync(db => db.Deliveries.Where(d => d.State == DeliveryState.Waiting).ToListAsync());
        Assert.Equal(2, waiting.Count);
        Assert.All(waiting, d => Assert.Equal(DeliveryOperation.Publish, d.Operation));
        Assert.All(waiting.Where(d => d.Attempts > 0), d => Assert.True(d.NextAttemptAt > DateTime.UtcNow.AddMinutes(50)));
    }

    [Theory]
    [InlineData(RestFault.ErrorBefore)]
    [InlineData(RestFault.ErrorAfter)]
    [InlineData(RestFault.DropAfter)]
    [InlineData(RestFault.LimitedUser)]
    public async Task A_message_is_published_once_despite_any_request_fault(RestFault fault)
    {
        await using var rig = await DiscordRig.StartAsync();
        var news = rig.Server.World.AddChannel(rig.Guild, Announcement);
        var faults = 1;
        rig.Server.RestFaults = (_, path) => path.EndsWith("/crosspost", StringComparison.Ordinal) && Interlocked.Decrement(ref faults) >= 0 ? fault : RestFault.None;
        await rig.QueueAsync([(news.Id, Reply.Say(default, "article"), "article/1")]);

        await Eventually.HoldsAsync(
            async () =>
            {
                await rig.DeliverAsync();
                return await rig.DbAsync(db => db.Deliveries.AllAsync(d => d.State == DeliveryState.Sent));
            },
            "all is delivered");

        Assert.True(Assert.Single(rig.Server.World.Shown(news.Id)).IsCrossposted);
        Assert.Equal(2, await rig.DbAsync(db => db.Deliveries.CountAsync()));
    }

    [Fact]
    public async Task A_message_of_an_ordinary_channel_is_not_published()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.QueueAsync([(rig.Channel.Id, Reply.Say(default, "article"), "article/1")]);

        await rig.DeliverAsync();

        Assert.Equal(1, await rig.DbAsync(db => db.Deliveries.CountAsync()));
    }

    [Fact]
    public async Task Routine_edits_of_a_published_message_leave_one_edit_an_hour_for_urgent_ones()
    {
        await using var rig = await DiscordRig.StartAsync();
        var news = rig.Server.World.AddChannel(rig.Guild, Announcement);
        var sent = await rig.Platform.SendAsync(rig.Post("at 18:00", news), CancellationToken.None);
        await rig.Platform.PublishAsync(sent, CancellationToken.None);

        await rig.Platform.EditAsync(sent, Reply.Say(default, "fewer than 5"), CancellationToken.None);
        await rig.Platform.EditAsync(sent, Reply.Say(default, "5 to 10"), CancellationToken.None);
        var failure = await Assert.ThrowsAsync<Core.Platforms.SendFailedException>(() => rig.Platform.EditAsync(sent, Reply.Say(default, "10 to 15"), CancellationToken.None));
        await rig.Platform.EditAsync(sent, Reply.Say(default, "at 19:00") with { Urgency = Urgency.Urgent }, CancellationToken.None);

        Assert.Equal("at 19:00", Assert.Single(rig.Server.World.Shown(news.Id)).Words);
        Assert.InRange(failure.RetryAfter!.Value, TimeSpan.FromMinutes(55), TimeSpan.FromHours(1));
        Assert.Equal(0, rig.Server.Refused);
    }
}
