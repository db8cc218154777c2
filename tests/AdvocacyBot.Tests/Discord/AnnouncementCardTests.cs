using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.FakeDiscord;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Discord;

/// <summary>Announcements as cards, with picture, thread and roles to notify.</summary>
public sealed class AnnouncementCardTests
{
    private const int ComponentsV2 = 1 << 15;
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47];

    [Fact]
    public async Task An_announcement_is_a_card_with_its_picture_and_notifies_its_role_once()
    {
        await using var rig = await DiscordRig.StartAsync();
        var readers = rig.Guild.AddRole("Readers", mentionable: true);

        await rig.AnnounceAsync(
            "\"March\" 31 May 2099 7am at \"City Hall\" role medic:2 picture \"https://example.org/poster.png A crowd\" ping Readers");
        await rig.DeliverAsync();

        var posted = Assert.Single(rig.Server.World.Shown(rig.Channel.Id));
        Assert.Equal(ComponentsV2, (int)posted.Body["flags"]!);
        Assert.Equal([readers.Id], posted.Pings.Roles);
        var picture = posted.Body["components"]![1]!["components"]!.AsArray().Single(c => (int)c!["type"]! == 12)!["items"]![0]!;
        Assert.Equal(("https://example.org/poster.png", "A crowd"), ((string?)picture["media"]!["url"], (string?)picture["description"]));
        Assert.Contains("## March", posted.Words);
    }

    [Theory]
    [InlineData("ping Nobody", "This server has no role")]
    [InlineData("picture poster.png", "Write the address of a picture")]
    public async Task A_role_or_picture_that_cannot_be_used_is_refused_with_an_instruction(string part, string problem)
    {
        await using var rig = await DiscordRig.StartAsync();

        var preview = await rig.SayAsOrganizerAsync($"announce \"March\" 31 May 2099 7am at \"City Hall\" {part}");

        Assert.StartsWith(problem, PlainText.Write(preview));
    }

    [Fact]
    public async Task The_preview_says_that_a_role_is_not_mentionable()
    {
        await using var rig = await DiscordRig.StartAsync();
        rig.Guild.AddRole("Readers");

        var preview = await rig.SayAsOrganizerAsync("announce \"March\" 31 May 2099 7am at \"City Hall\" ping Readers");

        Assert.Contains("@Readers", PlainText.Write(preview));
        Assert.Contains("Allow anyone to @mention this role", PlainText.Write(preview));
    }

    [Fact]
    public async Task A_discussion_thread_is_opened_once_kept_open_and_archived_afterwards()
    {
        await using var rig = await DiscordRig.StartAsync();
        var faults = 1;
        rig.Server.RestFaults = (_, path) => path.EndsWith("/threads", StringComparison.Ordinal) && Interlocked.Decrement(ref faults) >= 0 ? RestFault.ErrorAfter : RestFault.None;
        var card = new Reply([new Paragraph("Come")]) { Title = "March", IsCard = true, Discussion = Discussion.Open };
        var post = new Post(new ChannelRef("discord", rig.Channel.Id), card, "k", DateTime.UtcNow);

        var sent = await rig.Platform.SendAsync(post, CancellationToken.None);
        await rig.Platform.SendAsync(post with { IsRetry = true }, CancellationToken.None);
        var thread = Assert.Single(rig.Server.World.Threads(rig.Channel.Id));
        Assert.Equal(("March", sent.Id), (thread.Name, thread.Id));

        rig.Server.Archive(thread);
        await rig.Platform.EditAsync(sent, card with { Title = "March (moved)" }, CancellationToken.None);
        Assert.False(thread.IsArchived);

        await rig.Platform.EditAsync(sent, card with { Discussion = Discussion.Closed }, CancellationToken.None);
        Assert.True(thread.IsArchived);
    }

    [Fact]
    public async Task Without_the_permission_for_threads_the_post_stands_alone()
    {
        await using var rig = await DiscordRig.StartAsync();
        rig.Channel.Overwrites.Add((rig.Guild.Id, 0, 0, 1UL << 35));

        await rig.Platform.SendAsync(
            new Post(new ChannelRef("discord", rig.Channel.Id), Reply.Say(default, "Come") with { Discussion = Discussion.Open }, "k", DateTime.UtcNow), CancellationToken.None);

        Assert.Single(rig.Server.World.Shown(rig.Channel.Id));
        Assert.Empty(rig.Server.World.Threads(rig.Channel.Id));
    }

    [Fact]
    public async Task Where_cards_are_unknown_and_for_older_messages_embeds_are_used()
    {
        await using var rig = await DiscordRig.StartAsync();
        var card = new Reply([new Fields([new Field("Where", "City Hall")])]) { Title = "March", IsCard = true };
        var faults = 1;
        rig.Server.RestFaults = (_, path) => path.EndsWith("/messages", StringComparison.Ordinal) && Interlocked.Decrement(ref faults) >= 0 ? RestFault.InvalidForm : RestFault.None;

        var sent = await rig.Platform.SendAsync(new Post(new ChannelRef("discord", rig.Channel.Id), card, "k", DateTime.UtcNow), CancellationToken.None);
        await rig.Platform.EditAsync(sent, card with { Title = "March (moved)" }, CancellationToken.None);

        var shown = Assert.Single(rig.Server.World.Shown(rig.Channel.Id));
        Assert.Equal("March (moved)", (string?)Assert.Single(shown.Body["embeds"]!.AsArray())!["title"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    public async Task A_picture_to_be_uploaded_is_sent_as_a_file_and_kept_by_edits(int type)
    {
        await using var rig = await DiscordRig.StartAsync(adjust: services =>
            services.AddSingleton<PictureSource>((_, _) => Task.FromResult<PictureFile?>(new PictureFile(Png, "image/png"))));
        var channel = rig.Server.World.AddChannel(rig.Guild, type, "news");
        var article = new Reply([new Paragraph("Text")]) { Title = "An article", Picture = new Picture(new Uri("https://example.org/a.png"), "A crowd") { IsUpload = true } };

        var sent = await rig.Platform.SendAsync(new Post(new ChannelRef("discord", channel.Id), article, "k", DateTime.UtcNow), CancellationToken.None);
        await rig.Platform.EditAsync(sent, article with { Title = "A corrected article" }, CancellationToken.None);

        var shown = Assert.Single(rig.Server.World.Shown(sent.Channel.Id));
        var (name, content) = Assert.Single(shown.Files);
        Assert.Equal(Png, content);
        Assert.Equal($"attachment://{name}", (string?)shown.Body["embeds"]![0]!["image"]!["url"]);
        Assert.Equal("A crowd", (string?)shown.Body["attachments"]![0]!["description"]);
        Assert.Contains("A corrected article", shown.Words);
    }
}
