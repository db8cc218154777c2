using System.Net.Http.Json;
using System.Text.Json;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Benchmarks.Soak;

/// <summary>
/// The real executable on a fake Discord, on a fake homeserver and in its own room, with a feed that all three follow and a
/// mobilization that is announced in all three.
/// </summary>
internal sealed class SoakScene : IAsyncDisposable
{
    /// <summary>As many as publishers show: a bot that does not look for minutes misses some.</summary>
    private const int InTheFeed = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly TemporaryFolder folder;
    private readonly FakeDiscordServer server;
    private readonly FakeHomeserver homeserver;
    private readonly RoomEars ears;
    private readonly CancellationTokenSource stop = new();
    private readonly Task listening;

    private SoakScene(TemporaryFolder folder, FakeDiscordServer server, FakeHomeserver homeserver, News news, BotProcess bot)
    {
        (this.folder, this.server, this.homeserver, News, Bot) = (folder, server, homeserver, news, bot);
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = bot.Room };
        ears = new RoomEars(Client);
        Discord = new DiscordCrowd(server, server.World.Channels.Values.Single());
        Matrix = new MatrixCrowd(homeserver);
        Room = new RoomCrowd(Client, ears);
        listening = ears.ListenAsync(stop.Token);
    }

    public BotProcess Bot { get; }

    public News News { get; }

    /// <summary>How many articles every place should show: the newest of the old ones, and all since.</summary>
    public int ToBeShown => News.Count - News.Old + 1;

    /// <summary>To the bot's own doors.</summary>
    public HttpClient Client { get; }

    public DiscordCrowd Discord { get; }

    public MatrixCrowd Matrix { get; }

    public RoomCrowd Room { get; }

    /// <summary>Why the room's events are no longer heard; null while they are.</summary>
    public string? Deafness => listening.Exception?.InnerException?.Message;

    private string Data => Path.Combine(folder.Path, "data");

    /// <summary>Starts all of it and waits until every place shows an article and the announcement.</summary>
    public static async Task<SoakScene> StartAsync()
    {
        var folder = new TemporaryFolder();
        var world = new FakeWorld();
        world.AddChannel(world.AddGuild());
        // How fast messages may come is not what is measured here.
        var server = await FakeDiscordServer.StartAsync(new FakeSettings { PerChannel = 1_000, PerSecond = 1_000 }, world);
        var homeserver = await FakeHomeserver.StartAsync();
        // On something that the bot holds facts on.
        var news = await News.StartAsync(InTheFeed, "What the delegation of Peru did");
        var bot = await BotProcess.StartAsync(
            folder.Path,
            ("Sample__Enabled", "true"),
            ("Feeds__MinInterval", "00:00:01"),
            ("Feeds__MaxPostsPerPoll", $"{InTheFeed}"),
            ("Feeds__AllowedPrivateHosts__0", news.Host),
            ("Discord__Token", server.Settings.Token),
            ("Discord__ApiBaseUrl", server.ApiBaseUrl.ToString()),
            ("Discord__GuildIds__0", server.World.Guilds.Values.First().Id),
            ("Matrix__Rooms", FakeHomeserver.Room),
            ("Matrix__Homeserver", homeserver.Address.ToString()),
            ("Matrix__User", FakeHomeserver.Bot),
            ("Matrix__Password", "password"));
        var scene = new SoakScene(folder, server, homeserver, news, bot);
        try
        {
            await scene.PrepareAsync();
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until every place shows every article that was published since the first ones.</summary>
    /// <returns>Whether that came to be.</returns>
    public async Task<bool> SettleAsync()
    {
        ICrowd[] crowds = [Discord, Matrix, Room];
        try
        {
            await Eventually.HoldsAsync(() => crowds.All(c => c.News.Count >= ToBeShown), within: Tally.Patience);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>The files of the data folder and their sizes in bytes.</summary>
    public IReadOnlyList<FileInfo> Files() => [.. new DirectoryInfo(Data).GetFiles("*.db*").OrderBy(f => f.Name, StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Bot.DisposeAsync();
        Client.Dispose();
        await server.DisposeAsync();
        await homeserver.DisposeAsync();
        await News.DisposeAsync();
        stop.Dispose();
        folder.Dispose();
    }

    private async Task PrepareAsync()
    {
        await Eventually.HoldsAsync(Bot.IsReadyAsync, "it is ready", Patience);
        using var organizer = new HttpClient { BaseAddress = Bot.Room };
        await organizer.SignInAsync(Bot.OrganizerLink);
        await SayAsync(organizer, $"feeds add {News.Feed} latest 1");
        await Discord.FollowAsync(News.Feed);
        Matrix.Follow(News.Feed);
        await Eventually.HoldsAsync(() => EveryPlaceShows(News.Old - 1), "the feed is followed everywhere", Patience);

        // Fewer seats than people, so that some wait and are given the seats of others.
        await SayAsync(organizer,
            "announce \"Vigil for the river\" 2099-05-31 07:00 America/Toronto at \"City Hall\" capacity 150 "
            + $"in \"discord/{Discord.Channel} matrix/{FakeHomeserver.Room}\"");
        await PublishAsync(organizer);
        await Eventually.HoldsAsync(
            () => Discord.SeesAnnouncement && Matrix.SeesAnnouncement && ears.Announcement is not null,
            "the vigil is announced everywhere",
            Patience);
    }

    /// <summary>Confirms the preview.</summary>
    private static async Task PublishAsync(HttpClient organizer)
    {
        var messages = JsonDocument.Parse(await organizer.GetStringAsync("/api/room/messages?after=0")).RootElement.EnumerateArray();
        var (message, choice) = messages
            .SelectMany(message => message.GetProperty("choices").EnumerateArray(), (message, choice) => (message.GetProperty("id").GetInt64(), choice.GetProperty("id").GetString()!))
            .Last(offered => offered.Item2.EndsWith(":publish", StringComparison.Ordinal));
        using var response = await organizer.PostAsJsonAsync("/api/room/choices", new { message, choice });
        response.EnsureSuccessStatusCode();
    }

    private bool EveryPlaceShows(int article) => Discord.News.Has(article) && Matrix.News.Has(article) && Room.News.Has(article);

    private static async Task SayAsync(HttpClient visitor, string text)
    {
        using var response = await visitor.PostAsJsonAsync("/api/room/messages", new { text });
        response.EnsureSuccessStatusCode();
    }
}
