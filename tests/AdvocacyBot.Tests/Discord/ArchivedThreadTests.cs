using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.FakeDiscord;

namespace AdvocacyBot.Tests.Discord;

/// <summary>Discord archives threads and forum posts after days of inactivity; their messages then cannot be edited.</summary>
public sealed class ArchivedThreadTests
{
    private const int Forum = 15;

    [Fact]
    public async Task A_message_in_an_archived_forum_post_is_edited_and_archived_again()
    {
        await using var rig = await DiscordRig.StartAsync();
        var sent = await PostInForumAsync(rig);
        var thread = rig.Server.World.Channels[sent.Channel.Id];
        rig.Server.Archive(thread);

        await rig.Platform.EditAsync(sent, Reply.Say(default, "Fourth Place"), CancellationToken.None);

        Assert.Equal("Fourth Place", Assert.Single(rig.Server.World.Shown(thread.Id)).Words);
        Assert.True(thread.IsArchived);
        Assert.Equal(3, thread.ArchiveChanges);
    }

    [Fact]
    public async Task A_message_in_a_locked_thread_cannot_be_edited_and_the_missing_permission_is_named()
    {
        await using var rig = await DiscordRig.StartAsync();
        var sent = await PostInForumAsync(rig);
        rig.Server.Archive(rig.Server.World.Channels[sent.Channel.Id], isLocked: true);

        var failure = await Assert.ThrowsAsync<SendFailedException>(() => rig.Platform.EditAsync(sent, Reply.Say(default, "Fourth Place"), CancellationToken.None));

        Assert.Equal(SendFailure.Never, failure.Failure);
        Assert.Contains("Manage Threads", failure.Message);
    }

    [Fact]
    public async Task An_edit_that_fails_after_unarchiving_is_repeated_and_archives_again()
    {
        await using var rig = await DiscordRig.StartAsync();
        var sent = await PostInForumAsync(rig);
        var thread = rig.Server.World.Channels[sent.Channel.Id];
        rig.Server.Archive(thread);
        rig.Server.RestFaults = (method, path) =>
            method == "PATCH" && path.Contains("/messages/", StringComparison.Ordinal) && !thread.IsArchived ? RestFault.ErrorBefore : RestFault.None;

        await Assert.ThrowsAsync<SendFailedException>(() => rig.Platform.EditAsync(sent, Reply.Say(default, "Fourth Place"), CancellationToken.None));
        rig.Server.RestFaults = null;
        Assert.True(thread.IsArchived);
        await rig.Platform.EditAsync(sent, Reply.Say(default, "Fourth Place"), CancellationToken.None);

        Assert.Equal("Fourth Place", Assert.Single(rig.Server.World.Shown(thread.Id)).Words);
        Assert.True(thread.IsArchived);
    }

    private static Task<MessageRef> PostInForumAsync(DiscordRig rig)
    {
        var forum = rig.Server.World.AddChannel(rig.Guild, Forum);
        return rig.Platform.SendAsync(rig.Post("Third Place", forum), CancellationToken.None);
    }
}
