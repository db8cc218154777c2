using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.FakeDiscord;

namespace AdvocacyBot.Tests.Discord;

public sealed class TokenTests
{
    [Theory]
    [InlineData("POST", "/messages")]
    [InlineData("PATCH", "/messages/")]
    [InlineData("POST", "users/@me/channels")]
    [InlineData("GET", "channels/")]
    public async Task A_single_401_with_a_valid_token_has_no_effect(string method, string path)
    {
        await using var rig = await DiscordRig.StartAsync();
        var faults = 1;
        rig.Server.RestFaults = (m, p) => m == method && p.Contains(path.TrimStart('/'), StringComparison.Ordinal) && Interlocked.Decrement(ref faults) >= 0
            ? RestFault.Unauthorized
            : RestFault.None;
        var member = new Person();

        var sent = await rig.Platform.SendAsync(rig.Post("hello"), CancellationToken.None);
        await rig.Platform.EditAsync(sent, Reply.Say(default, "changed"), CancellationToken.None);
        await rig.Platform.SendAsync(rig.Post("for you") with { Channel = ChannelRef.DirectTo(new MemberRef("discord", member.Id)) }, CancellationToken.None);
        await rig.Server.Slash(rig.Channel, "echo", new Dictionary<string, string> { ["text"] = "x" }).RespondedAsync();

        Assert.True(faults <= 0, "the fault was injected");
        Assert.Equal("changed", Assert.Single(rig.Server.World.Shown(rig.Channel.Id), m => m.Id == sent.Id).Words);
        Assert.Single(rig.Server.World.Shown(rig.Server.Direct(member).Id));
        Assert.True(rig.Platform.IsReady);
    }

    [Fact]
    public async Task A_revoked_token_stops_the_platform_with_an_instruction()
    {
        await using var rig = await DiscordRig.StartAsync();
        rig.Server.AcceptsToken = false;

        await Assert.ThrowsAsync<SendFailedException>(() => rig.Platform.SendAsync(rig.Post("hello"), CancellationToken.None));

        var stopped = await Assert.ThrowsAsync<PlatformStoppedException>(() => rig.Running.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("Discord:Token", stopped.Message);
        Assert.False(rig.Platform.IsReady);
    }

    [Fact]
    public async Task A_401_that_cannot_be_verified_is_retried_later()
    {
        await using var rig = await DiscordRig.StartAsync();
        rig.Server.RestFaults = (_, path) => path switch
        {
            "applications/@me" => RestFault.ErrorBefore,
            _ when path.EndsWith("/messages", StringComparison.Ordinal) => RestFault.Unauthorized,
            _ => RestFault.None,
        };

        var failure = await Assert.ThrowsAsync<SendFailedException>(() => rig.Platform.SendAsync(rig.Post("hello"), CancellationToken.None));
        rig.Server.RestFaults = null;
        await rig.Platform.SendAsync(rig.Post("hello", retry: true), CancellationToken.None);

        Assert.Equal(SendFailure.Later, failure.Failure);
        Assert.Single(rig.Server.World.Shown(rig.Channel.Id));
        Assert.True(rig.Platform.IsReady);
    }
}
