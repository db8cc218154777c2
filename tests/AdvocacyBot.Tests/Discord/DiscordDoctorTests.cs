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
        var findings = await CheckAsync(server, server.Settings.Token, [good.Id, mute.Id, "1"], s => s.GuildIds = ["900000000000000000"], (good.Id, role.Id));

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

    private static Task<IReadOnlyList<DiscordFinding>> CheckAsync(
        FakeDiscordServer server, string token, string[] channels, Action<DiscordSettings>? adjust = null, params (string, string)[] mentions)
    {
        var settings = new DiscordSettings { Token = token, ApiBaseUrl = server.ApiBaseUrl };
        adjust?.Invoke(settings);
        return DiscordDoctor.ExamineAsync(settings, channels, mentions, CancellationToken.None);
    }
}
