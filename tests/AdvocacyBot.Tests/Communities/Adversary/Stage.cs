using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.Tests.Discord;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Tests.Communities.Adversary;

/// <summary>
/// The real host with two communities on Discord, the web room of the first, and a server that has not joined. Its loops do not
/// turn by themselves. One stage serves all cases of a class.
/// </summary>
public abstract class Stage(bool namesGuilds) : IAsyncLifetime
{
    private readonly CollectedLogs logs = new();

    /// <summary>The first community, which has the web room.</summary>
    internal Side Amaranth { get; private set; } = null!;

    internal Side Bellflower { get; private set; } = null!;

    /// <summary>The server of nobody's; its members organize it.</summary>
    internal FakeGuild Elsewhere { get; private set; } = null!;

    internal FakeChannel ElsewhereChannel { get; private set; } = null!;

    internal BotHarness Bot { get; private set; } = null!;

    internal FakeDiscordServer Discord { get; private set; } = null!;

    internal FeedServer Feeds { get; private set; } = null!;

    internal HttpClient Room { get; private set; } = null!;

    internal StoredRows Rows { get; private set; } = null!;

    /// <summary>Targets that exist nowhere.</summary>
    internal IReadOnlyDictionary<string, string> Unreal { get; private set; } = null!;

    internal CommandCatalog Catalog => Bot.Services.GetRequiredService<CommandCatalog>();

    public async ValueTask InitializeAsync()
    {
        var world = new FakeWorld();
        Amaranth = NewSide(world, "Amaranth");
        Bellflower = NewSide(world, "Bellflower");
        Elsewhere = world.AddGuild("Elsewhere");
        ElsewhereChannel = world.AddChannel(Elsewhere);
        Discord = await FakeDiscordServer.StartAsync(DiscordRig.Patient with { PerChannel = 100_000, PerSecond = 100_000 }, world);
        Feeds = await FeedServer.StartAsync();
        Bot = await BotHarness.StartAsync(
            adjust: services =>
            {
                services.Replace(ServiceDescriptor.Singleton(TimeProvider.System));
                services.AddLogging(log => log.ClearProviders().AddProvider(logs).AddFilter<CollectedLogs>("AdvocacyBot", LogLevel.Debug));
            },
            settings: Settings());
        Room = await Bot.OpenEndpointsAsync();
        await Eventually.HoldsAsync(() => Bot.Services.GetServices<IChatPlatform>().All(p => p.IsReady), "every platform is ready");
        Rows = new StoredRows(await Bot.DbAsync(db => Task.FromResult(db.Model)), Path.Combine(Bot.Folder, "advocacybot.db"));
        Unreal = await Seeding.RunAsync(this);
    }

    public async ValueTask DisposeAsync()
    {
        Room.Dispose();
        await Bot.DisposeAsync();
        await Discord.DisposeAsync();
        await Feeds.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the bot has logged so far.</summary>
    internal string Logged => logs.All;

    /// <summary>Somebody who organizes the server of nobody's.</summary>
    internal Person NewStranger()
    {
        var person = new Person { Permissions = Amaranth.Organizers.Permissions };
        Elsewhere.Members[person.Id] = person.Roles;
        return person;
    }

    /// <summary>Turns each loop twice: what the first round queues, the second sends.</summary>
    internal async Task TurnAsync()
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var loop in Bot.Services.GetServices<Loop>())
                await loop.TurnAsync(CancellationToken.None);
        }
    }

    private static Side NewSide(FakeWorld world, string marker)
    {
        var guild = world.AddGuild($"{marker} server");
        return new Side
        {
            Marker = marker,
            Guild = guild,
            Channel = world.AddChannel(guild),
            Second = world.AddChannel(guild, name: "second"),
            Organizers = guild.AddRole("organizers", 1UL << 33),
            Mentionable = guild.AddRole("everybody who helps", mentionable: true),
        };
    }

    private Dictionary<string, string?> Settings()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Bot:Name"] = "Amaranth group",
            ["Discord:Token"] = Discord.Settings.Token,
            ["Discord:ApiBaseUrl"] = Discord.ApiBaseUrl.ToString(),
            ["Feeds:AllowedPrivateHosts:0"] = Feeds.Host,
            ["Web:TrustedProxies:0"] = "127.0.0.1",
        };
        if (namesGuilds)
            settings["Discord:GuildIds:0"] = Amaranth.Guild.Id;
        return settings;
    }
}

/// <summary>The stage of an installation that names no servers.</summary>
public sealed class OpenStage() : Stage(namesGuilds: false);

/// <summary>The stage of an installation whose settings name the first community's server.</summary>
public sealed class NamedStage() : Stage(namesGuilds: true);
