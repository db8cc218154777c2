using AdvocacyBot.Discord;
using AdvocacyBot.FakeDiscord;

namespace AdvocacyBot.Tests.Discord;

public sealed class DiscordDoctorTests
{
    [Fact]
    public async Task Each_problem_is_reported_with_its_solution()
    {
        await using var server = await DiscordRig.StartServerAsync();
        var (good, mute) = (server.World.Channels.Values.First(), server.World.AddChannel(server.World.Guilds.Values.First(), name: "news"));
        mute.Overwrites.Add((server.World.BotId, 1, 0, (1UL << 11) | (1UL << 16)));

        var role = server.World.Guilds.Values.First().AddRole("Readers");
        var findings = await CheckAsync(server, server.Settings.Token, [good.Id, mute.Id, "1"], s => s.GuildIds = ["900000000000000000"], mention: (good.Id, role.Id));

        Assert.Contains(findings, f => f.IsWell && f.Text == "It can post in #general.");
        Assert.Contains(findings, f => !f.IsWell && f.Text.StartsWith("In #news it lacks Send Messages, Read Message History"));
        Assert.Contains(findings, f => !f.IsWell && f.Text.StartsWith("It cannot see the channel 1"));
        Assert.Contains(findings, f => !f.IsWell && f.Text.Contains("900000000000000000"));
        Assert.Contains(findings, f => f.IsWell && f.Text.Contains($"client_id={server.World.ApplicationId}&scope=bot%20applications.commands&permissions=309237763072"));
        Assert.Contains(findings, f => !f.IsWell && f.Text.StartsWith("Discord does not notify Readers yet."));
        Assert.DoesNotContain(findings, f => f.Text.Contains(server.Settings.Token));
    }

    [Fact]
    public async Task A_wrong_token_and_an_unreachable_server_give_different_messages()
    {
        await using var server = await DiscordRig.StartServerAsync();

        var refused = Assert.Single(await CheckAsync(server, "wrong", []));
        var nobody = Assert.Single(await CheckAsync(server, "wrong", [], s => s.ApiBaseUrl = new Uri("http://127.0.0.1:1/api/v10/")));

        Assert.Contains("does not accept the token", refused.Text);
        Assert.Contains("Nothing answers", nobody.Text);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public async Task A_bot_that_anyone_can_add_is_a_problem_unless_other_groups_may_use_it(bool isPublic, bool isOpen, bool isProblem)
    {
        await using var server = await DiscordRig.StartServerAsync();
        server.World.IsPublicBot = isPublic;

        var findings = await CheckAsync(server, server.Settings.Token, [], isOpen: isOpen);

        Assert.Equal(isProblem, findings.Any(f => !f.IsWell && f.Text.Contains("switch off Public Bot")));
    }

    [Fact]
    public async Task Servers_that_have_not_joined_are_listed_and_no_others()
    {
        await using var server = await DiscordRig.StartServerAsync();
        var (joined, named) = (server.World.Guilds.Values.First(), server.World.AddGuild("Named in the settings"));
        server.World.AddGuild("Somebody's own");

        var findings = await CheckAsync(server, server.Settings.Token, [], s => s.GuildIds = [named.Id], joined: joined.Id);

        var stranger = Assert.Single(findings, f => f.Text.Contains("has not joined"));
        Assert.StartsWith("The server Somebody's own has not joined a group", stranger.Text);
        Assert.False(stranger.IsWell);
    }

    private static Task<IReadOnlyList<DiscordFinding>> CheckAsync(
        FakeDiscordServer server, string token, string[] channels, Action<DiscordSettings>? adjust = null, bool isOpen = false, string joined = "",
        (string Channel, string Role)? mention = null)
    {
        var settings = new DiscordSettings { Token = token, ApiBaseUrl = server.ApiBaseUrl };
        adjust?.Invoke(settings);
        var places = new DiscordPlaces(channels, [joined], isOpen) { Mentions = mention is { } one ? [one] : [] };
        return DiscordDoctor.ExamineAsync(settings, places, CancellationToken.None);
    }
}
