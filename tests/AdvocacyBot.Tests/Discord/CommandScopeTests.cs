using System.Text.Json.Nodes;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Discord;

public sealed class CommandScopeTests
{
    private const int InGuild = 0;

    [Theory]
    [InlineData("all", "one")]
    [InlineData("one", "all")]
    [InlineData("both", "one")]
    [InlineData("one", "other")]
    public async Task After_a_change_of_scopes_each_server_shows_each_command_once(string before, string after)
    {
        await using var server = await DiscordRig.StartServerAsync();
        var one = server.World.Guilds.Values.First();
        var other = server.World.AddGuild("Another group");
        server.World.AddChannel(other);
        using var folder = new TemporaryFolder();

        foreach (var scope in new[] { before, after })
        {
            await using var rig = await DiscordRig.StartAsync(server: server, folder: folder.Path, settings: s => s.GuildIds = Guilds(scope), joined: Guilds(scope));
            await Eventually.HoldsAsync(() => IsRegistered(server, Guilds(scope), one, other), "the commands are registered");
            await LeaveAsync(rig);
        }

        string[] Guilds(string scope) => scope switch { "one" => [one.Id], "other" => [other.Id], "both" => [one.Id, other.Id], _ => [] };
    }

    private static async Task LeaveAsync(DiscordRig rig)
    {
        await using var scope = rig.Services.CreateAsyncScope();
        foreach (var place in await rig.DbAsync(db => db.Places.Where(p => p.Platform == "discord").ToListAsync()))
            await scope.ServiceProvider.GetRequiredService<Membership>().LeaveAsync(place.Id, CancellationToken.None);
    }

    /// <summary>Whether the wanted guilds, and only those, show each command exactly once.</summary>
    private static bool IsRegistered(FakeDiscordServer server, string[] wanted, params FakeGuild[] all) => Array.TrueForAll(all, guild =>
    {
        var visible = Visible(server, guild);
        return wanted.Length == 0 || wanted.Contains(guild.Id)
            ? visible.Contains("help") && visible.Count == visible.Distinct().Count()
            : visible.Count == 0;
    });

    /// <summary>The commands that Discord's client lists in a guild: its own and the global ones.</summary>
    private static List<string> Visible(FakeDiscordServer server, FakeGuild guild)
    {
        lock (server.World.Gate)
        {
            var global = server.World.Commands.GetValueOrDefault("global") ?? [];
            var own = server.World.Commands.GetValueOrDefault(guild.Id) ?? [];
            return [.. global.Where(c => c!["contexts"] is not JsonArray contexts || contexts.Any(x => (int)x! == InGuild)).Concat(own).Select(c => (string)c!["name"]!)];
        }
    }
}
