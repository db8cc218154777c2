using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Discord;

/// <summary>Kills the real executable.</summary>
public sealed class ProcessKillTests
{
    private const int Posts = 200;

    [Fact]
    public async Task A_process_killed_while_posting_resumes_and_posts_everything_once()
    {
        await using var server = await DiscordRig.StartServerAsync();
        var (guild, room) = (server.World.Guilds.Values.First(), server.World.Channels.Values.First());
        var channels = Enumerable.Range(0, Posts).Select(i => server.World.AddChannel(guild, name: $"c{i}")).ToList();
        var organizer = new Person { Permissions = 1UL << 33 };
        using var folder = new TemporaryFolder();
        await using (var rig = await DiscordRig.StartAsync(server: server, folder: folder.Path, waits: false, settings: s => s.Token = "not-yet"))
            await rig.QueueAsync(channels.Select((c, i) => (c.Id, Reply.Say(default, $"post {i}"), $"post/{i}")));

        await using (var first = Start(server, folder.Path))
        {
            await Eventually.HoldsAsync(() => server.OpenConnections == 1, "it connects", TimeSpan.FromSeconds(60));
            await server.Slash(room, "language", new Dictionary<string, string> { ["code"] = "fr" }, organizer).RespondedAsync();
            await Eventually.HoldsAsync(() => Shown(server, channels) > Posts / 4, "some are posted", TimeSpan.FromSeconds(60));
            await first.KillAsync();
        }

        var some = Shown(server, channels);
        server.Slash(room, "language", new Dictionary<string, string> { ["code"] = "es" }, organizer);

        await using (var second = Start(server, folder.Path))
        {
            await Eventually.HoldsAsync(() => Shown(server, channels) >= Posts, "the rest is posted", TimeSpan.FromSeconds(60));
            await Eventually.HoldsAsync(() => server.Resumes == 1, "it has resumed", TimeSpan.FromSeconds(60));
            await server.Slash(room, "help").RespondedAsync();
            Assert.Equal(0, await second.StopAsync());
        }

        Assert.InRange(some, Posts / 4, Posts - 1);
        Assert.All(channels, c => Assert.Single(server.World.Shown(c.Id)));
        Assert.Equal(1, server.Identifies);
        await using var after = await DiscordRig.StartAsync(server: server, folder: folder.Path, waits: false, settings: s => s.Token = "not-yet");
        Assert.Equal(Language.Spanish, await after.DbAsync(db => db.ChannelSettings.Where(s => s.Channel == room.Id).Select(s => s.Language).SingleAsync()));
    }

    private static int Shown(FakeDiscordServer server, IEnumerable<FakeChannel> channels)
    {
        lock (server.World.Gate)
            return server.World.Messages.Select(m => m.ChannelId).Intersect(channels.Select(c => c.Id)).Count();
    }

    private static BotProcess Start(FakeDiscordServer server, string folder) => BotProcess.Launch(
        folder,
        ("Data__Folder", folder),
        ("Sample__Enabled", "false"),
        ("Discord__Token", server.Settings.Token),
        ("Discord__ApiBaseUrl", server.ApiBaseUrl.ToString()),
        ("Discord__GuildIds__0", server.World.Guilds.Values.First().Id));
}
