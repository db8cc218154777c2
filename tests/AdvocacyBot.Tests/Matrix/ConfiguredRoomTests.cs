using System.Text.Json.Nodes;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>What the bot does by itself when it connects.</summary>
public sealed class ConfiguredRoomTests
{
    [SynapseFact]
    public async Task Rooms_in_the_settings_are_joined_by_alias_or_after_knocking_and_the_account_gets_a_profile()
    {
        var synapse = await Synapse.SharedAsync();
        var (ana, account) = (await synapse.RegisterAsync(), await synapse.RegisterAsync());
        var name = $"actions{Guid.NewGuid().ToString("N")[..6]}";
        var open = await ana.MakeRoomAsync([], new JsonObject { ["preset"] = "public_chat", ["room_alias_name"] = name });
        var closed = await ana.MakeRoomAsync([], new JsonObject
        {
            ["initial_state"] = new JsonArray(new JsonObject
            {
                ["type"] = "m.room.join_rules",
                ["state_key"] = "",
                ["content"] = new JsonObject { ["join_rule"] = "knock" },
            }),
        });
        var settings = new MatrixSettings
        {
            Homeserver = synapse.Address.ToString(),
            User = account.Id,
            Password = account.Password,
            Rooms = [$"#{name}:{Synapse.ServerName}", closed],
        };

        await using var bot = await MatrixBot.StartAsync(settings);
        await ana.WaitForAsync(open, account.Id, body => body.Contains("!help", StringComparison.Ordinal));
        await ana.SayAsync(open, "!echo open");
        await ana.WaitForAsync(open, account.Id, body => body.StartsWith("echo open", StringComparison.Ordinal));
        await Eventually.HoldsAsync(async () => await ana.MembershipAsync(closed, account.Id) == "knock");
        await ana.InviteAsync(closed, account.Id);
        await ana.WaitForAsync(closed, account.Id, body => body.Contains("!setup", StringComparison.Ordinal));

        var profile = await ana.ClientAsync("GET", $"profile/{account.Id}");
        Assert.Equal(bot.Harness.Services.GetRequiredService<BotSettings>().Name, MatrixHuman.Text(profile, "displayname"));
        Assert.StartsWith("mxc://", MatrixHuman.Text(profile, "avatar_url"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_homeserver_that_refuses_connections_is_reported_in_one_line()
    {
        var settings = new MatrixSettings { Homeserver = $"http://127.0.0.1:{Loopback.FreePort()}", User = "@bot:x", Password = "password" };

        await using var bot = await MatrixBot.StartAsync(settings, wait: false);
        await Eventually.HoldsAsync(() => bot.Failure is not null);

        var failure = Assert.IsType<PlatformUnavailableException>(bot.Failure);
        Assert.Equal("The homeserver did not answer (login).", failure.Message);
    }
}
