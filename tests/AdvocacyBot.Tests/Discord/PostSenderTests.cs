using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Posts;
using AdvocacyBot.FakeDiscord;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Discord;

public sealed class PostSenderTests
{
    [Theory]
    [InlineData(RestFault.None)]
    [InlineData(RestFault.ErrorBefore)]
    [InlineData(RestFault.ErrorAfter)]
    [InlineData(RestFault.DropBefore)]
    [InlineData(RestFault.DropAfter)]
    [InlineData(RestFault.Slow)]
    [InlineData(RestFault.LimitedUser)]
    [InlineData(RestFault.LimitedGlobal)]
    [InlineData(RestFault.LimitedShared)]
    public async Task A_post_is_sent_once_despite_any_request_fault(RestFault fault)
    {
        await using var rig = await DiscordRig.StartAsync();
        var faults = 1;
        rig.Server.RestFaults = (method, path) => path.EndsWith("/messages", StringComparison.Ordinal) && Interlocked.Decrement(ref faults) >= 0 ? fault : RestFault.None;

        var sent = await rig.Platform.SendAsync(rig.Post("hello"), CancellationToken.None);

        Assert.Equal(sent.Id, Assert.Single(rig.Server.World.Shown(rig.Channel.Id)).Id);
        Assert.Equal(0, rig.Server.Refused);
    }

    [Fact]
    public async Task A_post_to_a_member_goes_to_their_direct_channel()
    {
        await using var rig = await DiscordRig.StartAsync();
        var person = new Person();
        var post = rig.Post("for you") with { Channel = ChannelRef.DirectTo(new MemberRef("discord", person.Id)) };

        await rig.Platform.SendAsync(post, CancellationToken.None);

        Assert.Single(rig.Server.World.Shown(rig.Server.Direct(person).Id));
        Assert.Empty(rig.Server.World.Shown(rig.Channel.Id));
    }

    [Fact]
    public async Task A_key_posts_once_per_channel_and_another_key_posts_again()
    {
        await using var rig = await DiscordRig.StartAsync();
        var other = rig.Server.World.AddChannel(rig.Guild);

        var first = await rig.Platform.SendAsync(rig.Post("hello"), CancellationToken.None);
        var again = await rig.Platform.SendAsync(rig.Post("hello", retry: true), CancellationToken.None);
        var elsewhere = await rig.Platform.SendAsync(rig.Post("hello", other), CancellationToken.None);
        var another = await rig.Platform.SendAsync(rig.Post("hello", key: "k2"), CancellationToken.None);

        Assert.Equal(first, again);
        Assert.Equal(other.Id, elsewhere.Channel.Id);
        Assert.NotEqual(first, another);
        Assert.Equal(2, rig.Server.World.Shown(rig.Channel.Id).Count);
    }

    [Fact]
    public async Task After_the_nonce_window_a_retry_finds_an_existing_post_or_sends_it()
    {
        await using var rig = await DiscordRig.StartAsync(DiscordRig.Patient with { NonceWindow = TimeSpan.Zero });
        var minutesAgo = DateTime.UtcNow.AddMinutes(-5);
        var there = await rig.Platform.SendAsync(rig.Post("the first *one*", key: "1"), CancellationToken.None);

        var found = await rig.Platform.SendAsync(rig.Post("the first *one*", key: "1", first: minutesAgo, retry: true), CancellationToken.None);
        var sent = await rig.Platform.SendAsync(rig.Post("the second", key: "2", first: minutesAgo, retry: true), CancellationToken.None);

        Assert.Equal(there, found);
        Assert.NotEqual(there, sent);
        Assert.Equal(2, rig.Server.World.Shown(rig.Channel.Id).Count);
    }

    [Fact]
    public async Task Without_read_message_history_a_late_retry_is_reported_as_uncertain()
    {
        await using var rig = await DiscordRig.StartAsync(DiscordRig.Patient with { NonceWindow = TimeSpan.Zero });
        rig.Channel.Overwrites.Add((rig.Guild.Id, 0, 0, 1UL << 16));

        var failure = await Assert.ThrowsAsync<SendFailedException>(() =>
            rig.Platform.SendAsync(rig.Post("hello", first: DateTime.UtcNow.AddMinutes(-5), retry: true), CancellationToken.None));

        Assert.Equal(SendFailure.Uncertain, failure.Failure);
        Assert.Empty(rig.Server.World.Shown(rig.Channel.Id));
    }

    [Theory]
    [InlineData(10, "View Channel")]
    [InlineData(11, "Send Messages")]
    public async Task A_missing_permission_is_named(int bit, string name)
    {
        await using var rig = await DiscordRig.StartAsync();
        rig.Channel.Overwrites.Add((rig.Guild.Id, 0, 0, 1UL << bit));

        var failure = await Assert.ThrowsAsync<SendFailedException>(() => rig.Platform.SendAsync(rig.Post("hello"), CancellationToken.None));

        Assert.Equal(SendFailure.Never, failure.Failure);
        Assert.Contains(name, failure.Message);
    }

    [Fact]
    public async Task An_edit_replaces_the_text_and_fails_for_a_deleted_message()
    {
        await using var rig = await DiscordRig.StartAsync();
        var sent = await rig.Platform.SendAsync(rig.Post("before"), CancellationToken.None);

        await rig.Platform.EditAsync(sent, Reply.Say(default, "after"), CancellationToken.None);
        await rig.Platform.EditAsync(sent, Reply.Say(default, "after"), CancellationToken.None);

        Assert.Equal("after", Assert.Single(rig.Server.World.Shown(rig.Channel.Id)).Words);
        var gone = await Assert.ThrowsAsync<SendFailedException>(() =>
            rig.Platform.EditAsync(sent with { Id = "1" }, Reply.Say(default, "after"), CancellationToken.None));
        Assert.Equal(SendFailure.Never, gone.Failure);
    }

    [Fact]
    public async Task A_post_in_an_announcement_channel_is_published_once_and_notifies_only_named_roles()
    {
        await using var rig = await DiscordRig.StartAsync();
        var news = rig.Server.World.AddChannel(rig.Guild, type: 5);
        rig.Guild.AddRole("readers", mentionable: true, id: "44");
        var reply = Reply.Say(default, "@everyone <@&55> news") with { MentionedRoles = ["44"], Attachment = new Attachment("a.ics", "text/calendar", "BEGIN:VCALENDAR") };
        var post = new Post(new ChannelRef("discord", news.Id), reply, "k", DateTime.UtcNow);

        var sent = await rig.Platform.SendAsync(post, CancellationToken.None);
        await rig.Platform.SendAsync(post with { IsRetry = true }, CancellationToken.None);
        await rig.Platform.PublishAsync(sent, CancellationToken.None);
        await rig.Platform.PublishAsync(sent, CancellationToken.None);

        var shown = Assert.Single(rig.Server.World.Shown(news.Id));
        Assert.True(shown.IsCrossposted);
        Assert.False(shown.Pings.Everyone);
        Assert.Equal(["44"], shown.Pings.Roles);
        Assert.Equal("BEGIN:VCALENDAR", shown.FileText("a.ics"));
    }

    [Theory]
    [InlineData(RestFault.None)]
    [InlineData(RestFault.DropAfter)]
    public async Task A_forum_post_has_tags_and_a_retry_finds_the_first_attempt(RestFault fault)
    {
        await using var rig = await DiscordRig.StartAsync();
        var forum = rig.Server.World.AddChannel(
            rig.Guild, type: 15, tags: [new("1", "News"), new("2", "Pérou"), new("3", "Staff", Moderated: true)]);
        var post = new Post(
            new ChannelRef("discord", forum.Id), Reply.Say(default, "Delegation to perou") with { Title = "A title" }, "k", DateTime.UtcNow);
        rig.Server.RestFaults = (_, path) => path.EndsWith("/threads", StringComparison.Ordinal) ? fault : RestFault.None;

        if (fault != RestFault.None)
            Assert.Equal(SendFailure.Later, (await Assert.ThrowsAsync<SendFailedException>(() => rig.Platform.SendAsync(post, CancellationToken.None))).Failure);
        else
            await rig.Platform.SendAsync(post, CancellationToken.None);
        var found = await rig.Platform.SendAsync(post with { IsRetry = true }, CancellationToken.None);

        var thread = Assert.Single(rig.Server.World.Channels.Values, c => c.Type == 11);
        Assert.Equal(("A title", thread.Id, thread.Id), (thread.Name, found.Channel.Id, found.Id));
        Assert.Equal(["2"], thread.AppliedTags);
        await rig.Platform.EditAsync(found, Reply.Say(default, "changed"), CancellationToken.None);
        Assert.Equal("changed", Assert.Single(rig.Server.World.Shown(thread.Id)).Words);
    }

    [Fact]
    public async Task A_repeated_nonce_is_confirmed_although_the_response_omits_the_author()
    {
        await using var rig = await DiscordRig.StartAsync(DiscordRig.Patient with { OmitsAuthorOfRepeatedNonce = true });

        var first = await rig.Platform.SendAsync(rig.Post("hello"), CancellationToken.None);
        var again = await rig.Platform.SendAsync(rig.Post("hello", retry: true), CancellationToken.None);

        Assert.Equal(first, again);
        Assert.Single(rig.Server.World.Shown(rig.Channel.Id));
    }

    [Fact]
    public async Task A_long_429_on_an_edit_does_not_delay_posts_in_that_channel()
    {
        await using var rig = await DiscordRig.StartAsync(DiscordRig.Patient with { SharesMessageBucketName = true, OldEdits = 0, OldEditWindow = TimeSpan.FromMinutes(10) });
        var sent = await rig.Platform.SendAsync(rig.Post("hello"), CancellationToken.None);
        Assert.Single(rig.Server.World.Shown(rig.Channel.Id)).At = DateTime.UtcNow.AddHours(-2);

        var failure = await Assert.ThrowsAsync<SendFailedException>(() => rig.Platform.EditAsync(sent, Reply.Say(default, "changed"), CancellationToken.None));
        await rig.Platform.SendAsync(rig.Post("next", key: "k2"), CancellationToken.None);

        Assert.Equal(SendFailure.Later, failure.Failure);
        Assert.InRange(failure.RetryAfter!.Value, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(11));
        Assert.Equal(2, rig.Server.World.Shown(rig.Channel.Id).Count);
    }

    [Fact]
    public async Task A_refused_token_stops_all_requests_and_is_never_shown()
    {
        await using var rig = await DiscordRig.StartAsync();
        rig.Server.AcceptsToken = false;

        var first = await Assert.ThrowsAsync<SendFailedException>(() => rig.Platform.SendAsync(rig.Post("a"), CancellationToken.None));
        var requests = rig.Server.Requests;
        await Assert.ThrowsAsync<SendFailedException>(() => rig.Platform.SendAsync(rig.Post("b"), CancellationToken.None));

        Assert.Equal(requests, rig.Server.Requests);
        Assert.DoesNotContain(rig.Server.Settings.Token, first.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_announcement_becomes_a_scheduled_event_only_if_enabled(bool isOn)
    {
        var march = new ScheduledEventDetails("March", DateTime.UtcNow.AddDays(3), DateTime.UtcNow.AddDays(3).AddHours(2), "Ottawa");
        ScheduledEventDetails? now = march;
        await using var rig = await DiscordRig.StartAsync(
            settings: s => s.ScheduledEvents = isOn,
            adjust: services => services.AddSingleton<ScheduledEventSource>((_, _) => Task.FromResult<ScheduledEventDetails?>(now)));
        var reply = Reply.Say(default, "A march") with { Subjects = ["mobilization/7"] };
        var other = rig.Server.World.AddChannel(rig.Guild);
        var events = rig.Server.World.ScheduledEvents;

        var sent = await rig.Platform.SendAsync(rig.Post("") with { Reply = reply }, CancellationToken.None);
        await rig.Platform.SendAsync(rig.Post("", other) with { Reply = reply }, CancellationToken.None);
        Assert.Equal(isOn ? ["March"] : [], events.Select(e => (string?)e["name"]));

        now = march with { Place = "Toronto" };
        await rig.Platform.EditAsync(sent, reply, CancellationToken.None);
        Assert.Equal(isOn ? ["Toronto"] : [], events.Select(e => (string?)e["entity_metadata"]!["location"]));

        now = null;
        await rig.Platform.EditAsync(sent, reply, CancellationToken.None);
        Assert.Empty(events);
    }
}
