using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;

namespace AdvocacyBot.Tests.Discord;

/// <summary>Channels and roles that a command names.</summary>
public sealed class ChannelAndRoleTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData(5, null)]
    [InlineData(15, null)]
    [InlineData(4, "Choose a text channel")]
    [InlineData(13, "Choose a text channel")]
    public async Task Only_channels_that_accept_posts_can_be_chosen(int type, string? problem)
    {
        await using var rig = await DiscordRig.StartAsync();
        var channel = rig.Server.World.AddChannel(rig.Guild, type, "news");

        var check = await CheckAsync(rig, channel.Id);

        Assert.Equal("news", check.Name);
        if (problem is null)
            Assert.Null(check.Problem);
        else
            Assert.Contains(problem, check.Problem);
    }

    [Fact]
    public async Task A_channel_without_permission_of_another_server_or_unknown_is_refused_with_an_instruction()
    {
        await using var rig = await DiscordRig.StartAsync();
        var mute = rig.Server.World.AddChannel(rig.Guild, name: "mute");
        mute.Overwrites.Add((rig.Guild.Id, 0, 0, (1UL << 11) | (1UL << 16)));
        var elsewhere = rig.Server.World.AddChannel(rig.Server.World.AddGuild("Another group"));

        Assert.Equal(
            "I cannot post in #mute yet. Open \"Edit Channel\", \"Permissions\", add me and allow: Send Messages and Read Message History.",
            (await CheckAsync(rig, mute.Id)).Problem);
        Assert.Equal("That channel is on another server. Use the command there.", (await CheckAsync(rig, elsewhere.Id)).Problem);
        Assert.StartsWith("I cannot see that channel", (await CheckAsync(rig, "123456789012345678")).Problem);
        Assert.StartsWith("I cannot see that channel", (await CheckAsync(rig, "general")).Problem);
    }

    [Theory]
    [InlineData("Readers")]
    [InlineData("@readers")]
    [InlineData("<@&ID>")]
    [InlineData("ID")]
    public async Task A_role_is_found_by_name_mention_or_id(string text)
    {
        await using var rig = await DiscordRig.StartAsync();
        var role = rig.Guild.AddRole("Readers", mentionable: true);

        var found = await FindAsync(rig, text.Replace("ID", role.Id, StringComparison.Ordinal));

        Assert.Equal((role.Id, "@Readers", null), (found.Id, found.Name, found.Problem));
    }

    [Fact]
    public async Task A_role_that_cannot_be_notified_comes_with_the_setting_to_change()
    {
        await using var rig = await DiscordRig.StartAsync();
        var role = rig.Guild.AddRole("Readers");

        Assert.Contains("Allow anyone to @mention this role", (await FindAsync(rig, "Readers")).Problem);

        rig.Guild.BotRoles.Add(rig.Guild.AddRole("Bot", 1UL << 17).Id);
        Assert.Equal((role.Id, null), ((await FindAsync(rig, "Readers")).Id, (await FindAsync(rig, "Readers")).Problem));
    }

    [Theory]
    [InlineData("organizers", "no role")]
    [InlineData("@everyone", "never notify everyone")]
    public async Task An_unknown_role_and_everyone_are_refused(string text, string problem)
    {
        await using var rig = await DiscordRig.StartAsync();

        var found = await FindAsync(rig, text);

        Assert.Null(found.Id);
        Assert.Contains(problem, found.Problem);
    }

    private static Task<ChannelCheck> CheckAsync(DiscordRig rig, string channel) =>
        rig.Platform.CheckChannelAsync(new ChannelRef("discord", channel), new ChannelRef("discord", rig.Channel.Id), Language.English, CancellationToken.None);

    private static async Task<RoleCheck> FindAsync(DiscordRig rig, string text) =>
        (await rig.Platform.FindRoleAsync(new ChannelRef("discord", rig.Channel.Id), text, Language.English, CancellationToken.None))!;
}
