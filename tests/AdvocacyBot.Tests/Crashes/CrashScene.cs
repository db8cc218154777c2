using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Crashes;

/// <summary>
/// The real executable on Discord, on Matrix and in its room, in a world that goes on whatever becomes of it: a feed has news,
/// people ask, organizers announce. What the world shows in the end is held against what has happened.
/// </summary>
internal sealed partial class CrashScene : IAsyncDisposable
{
    private const string Organizer = "@ana:fake";

    // More than can be published while the bot is kept from reading.
    private const int InTheFeed = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder folder = new();
    private readonly FakeDiscordServer discord;
    private readonly FakeHomeserver matrix;
    private readonly News news;
    private readonly FakeChannel channel;
    private readonly HashSet<string> published = [];
    private int questions;
    private int announcements;

    private CrashScene(FakeDiscordServer discord, FakeHomeserver matrix, News news, FakeChannel channel, string? data)
    {
        (this.discord, this.matrix, this.news, this.channel) = (discord, matrix, news, channel);
        (matrix.OpensConversations, matrix.SaidPrivately) = (true, Publish);
        Data = data ?? Path.Combine(Folder, "data");
    }

    public string Folder => folder.Path;

    public string Data { get; }

    public string Database => Path.Combine(Data, "advocacybot.db");

    /// <summary>What the feed had when it was followed first is not posted.</summary>
    public int Articles => news.Count - News.Old;

    public int Questions => questions;

    /// <summary>How many previews their organizer has confirmed.</summary>
    public int Announcements => Vigils.Count;

    public int Identifies => discord.Identifies;

    public int Resumes => discord.Resumes;

    private IReadOnlyList<string> Vigils
    {
        get
        {
            lock (published)
                return [.. published.Order()];
        }
    }

    private (string, string)[] Settings =>
    [
        ("Data__Folder", Data),
        ("Sample__Enabled", "false"),
        ("Feeds__MinInterval", "00:00:01"),
        ("Feeds__MaxPostsPerPoll", $"{InTheFeed}"),
        ("Feeds__AllowedPrivateHosts__0", news.Host),
        ("Discord__Token", discord.Settings.Token),
        ("Discord__ApiBaseUrl", discord.ApiBaseUrl.ToString()),
        ("Discord__GuildIds__0", discord.World.Guilds.Values.First().Id),
        ("Matrix__Rooms", FakeHomeserver.Room),
        ("Matrix__Homeserver", matrix.Address.ToString()),
        ("Matrix__User", FakeHomeserver.Bot),
        ("Matrix__Password", "password"),
    ];

    /// <param name="data">The data folder; one of the scene's own where null.</param>
    public static async Task<CrashScene> StartAsync(string? data = null)
    {
        var world = new FakeWorld();
        var channel = world.AddChannel(world.AddGuild());
        // How fast messages may come is not what is tried here.
        var discord = await FakeDiscordServer.StartAsync(new FakeSettings { PerChannel = 1_000, PerSecond = 1_000 }, world);
        var scene = new CrashScene(discord, await FakeHomeserver.StartAsync(), await News.StartAsync(InTheFeed), channel, data);
        await scene.FollowAsync();

        // A bot that has never been in a room does not answer what was said before it came, so it comes first.
        await using var bot = await scene.StartBotAsync();
        await Eventually.HoldsAsync(() => scene.matrix.CallsTo("sync") > 0 && scene.discord.Identifies > 0, "it listens", Patience);
        scene.Ask();
        await scene.SettledAsync(bot);
        return scene;
    }

    /// <summary>Starts the bot and waits until it is open.</summary>
    public Task<BotProcess> StartBotAsync() => BotProcess.StartAsync(folder.Path, Settings);

    /// <summary>Starts the bot with no more than so many files and sockets at once.</summary>
    public Task<BotProcess> StartBotAsync(int files) => BotProcess.StartWithFewFilesAsync(folder.Path, files, Settings);

    /// <summary>Starts the bot and waits for nothing.</summary>
    public BotProcess LaunchBot(CrashStep? dieAt = null) =>
        BotProcess.Launch(folder.Path, dieAt is null ? Settings : [.. Settings, .. DieAt.Settings(dieAt)]);

    /// <summary>The feed has one more article.</summary>
    public void Publish() => news.Publish();

    /// <summary>Somebody asks in the Matrix room.</summary>
    public void Ask() => matrix.Say("!delegations 2014", $"@ben{questions++}:fake");

    /// <summary>An organizer announces something in the Matrix room.</summary>
    public void Announce() =>
        matrix.Say($"!announce \"Vigil {announcements++}\" 2099-05-31 07:00 America/Toronto at \"EY Centre, Ottawa\"", Organizer);

    /// <summary>The organizer confirms each preview once, by the reaction that stands for its first choice.</summary>
    private void Publish(string room, string message, JsonObject content)
    {
        if (!content.ToJsonString().Contains(":publish", StringComparison.Ordinal))
            return;
        var title = VigilTitle().Match((string)content["body"]!).Value;
        lock (published)
        {
            if (published.Add(title))
                matrix.React(room, message, "1\uFE0F\u20E3", Organizer);
        }
    }

    [GeneratedRegex(@"Vigil \d+", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex VigilTitle();

    /// <summary>From now on Matrix shows what it is sent, but never says so. Waits until there is something that it keeps the bot waiting for.</summary>
    public async Task KeepWaitingAsync()
    {
        var before = matrix.CallsTo("send");
        matrix.After = (endpoint, _) => endpoint == "send" ? FakeHomeserver.Silence : null;
        Ask();
        await Eventually.HoldsAsync(() => matrix.CallsTo("send") > before, "an answer is on its way");
    }

    /// <summary>Matrix is again as it was.</summary>
    public void EndWaiting() => matrix.After = null;

    /// <summary>Lets the world go on until it is over.</summary>
    public async Task GoOnAsync(Random random, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            Publish();
            Ask();
            if (random.Next(3) == 0)
                Announce();
            await Task.Delay(random.Next(500, 1_500), over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Lets the bot catch up, stops it, and holds what is shown, and what the database says, against what has happened.</summary>
    public async Task EndAsync(BotProcess bot, ITestOutputHelper output)
    {
        await CatchUpAsync(bot, output);
        await bot.StopAsync();
        output.WriteLine($"{Identifies} identifies, {Resumes} resumes.");
        await CheckDatabaseAsync();
    }

    /// <summary>Lets the bot catch up, and holds what is shown against what has happened.</summary>
    public async Task CatchUpAsync(BotProcess bot, ITestOutputHelper output)
    {
        var outcome = await SettledAsync(bot);
        output.WriteLine($"{Articles} articles, {Announcements} announcements, {Questions} questions happened; shown are {outcome}.");
        Check(outcome);
    }

    /// <summary>Waits until the bot has caught up with the world, and has written down that it has.</summary>
    /// <returns>What it shows then, whether that is right or not.</returns>
    private async Task<Outcome> SettledAsync(BotProcess bot)
    {
        var deadline = DateTime.UtcNow + Patience;
        Outcome outcome;
        do
        {
            await Task.Delay(250);
            outcome = await LookAsync(bot);
        }
        while (!(outcome.IsComplete(this) && await IsAllRecordedAsync()) && DateTime.UtcNow < deadline);
        return outcome;
    }

    /// <summary>Whether no delivery is on its way, as the running bot's database has it.</summary>
    private async Task<bool> IsAllRecordedAsync()
    {
        await using var reader = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=false");
        await reader.OpenAsync();
        await using var command = reader.CreateCommand();
        command.CommandText = $"""SELECT COUNT(*) FROM "Deliveries" WHERE "State" = '{nameof(DeliveryState.Waiting)}' AND "Attempts" > 0""";
        return (long)(await command.ExecuteScalarAsync())! == 0;
    }

    private void Check(Outcome outcome)
    {
        var titles = Enumerable.Range(News.Old, Articles).Select(i => $"Article {i}").Order().ToList();
        Assert.Equal(titles, outcome.InDiscord.Order());
        Assert.Equal(titles, outcome.InMatrix.Order());
        Assert.Equal(titles, outcome.InRoom.Order());
        Assert.Equal(Vigils, outcome.Announced.Order());
        Assert.Equal(Questions, outcome.Answers);
    }

    private async Task CheckDatabaseAsync()
    {
        await using var harness = await BotHarness.StartAsync(folder: Data, clock: new FakeClock(DateTimeOffset.UtcNow));
        Assert.Equal(Vigils, (await harness.DbAsync(db => db.Mobilizations.Select(m => m.Title).ToListAsync())).Order());
        Assert.Empty(await harness.DbAsync(db => db.Deliveries.Where(d => d.State != DeliveryState.Sent && d.DueAt < harness.Clock.Now).ToListAsync()));
        Assert.Equal("ok", (await harness.DbAsync(db => db.Database.SqlQuery<string>($"PRAGMA integrity_check").ToListAsync())).Single());
    }

    public async ValueTask DisposeAsync()
    {
        await discord.DisposeAsync();
        await matrix.DisposeAsync();
        await news.DisposeAsync();
        folder.Dispose();
    }

    private async Task FollowAsync()
    {
        await using var harness = await BotHarness.StartAsync(
            folder: Data,
            clock: new FakeClock(DateTimeOffset.UtcNow),
            settings: new Dictionary<string, string?>
            {
                ["Feeds:AllowedPrivateHosts:0"] = news.Host,
                ["Feeds:MinInterval"] = "00:00:01",
                ["Sample:Enabled"] = "true",
            });
        foreach (var place in new ChannelRef[] { new("discord", channel.Id), new("matrix", FakeHomeserver.Room), AdvocacyBot.Web.Room.RoomPlatform.Channel })
            await harness.SayAsync($"feeds add {news.Feed}", organizer: true, channel: place);
        await harness.TurnAsync();
        Assert.Equal(News.Old, await harness.DbAsync(db => db.Articles.CountAsync()));
    }

    private async Task<Outcome> LookAsync(BotProcess bot)
    {
        using var visitor = new HttpClient { BaseAddress = bot.Room };
        var room = new List<string>();
        for (var after = 0L; ;)
        {
            var page = JsonDocument.Parse(await visitor.GetStringAsync($"/api/room/messages?after={after}")).RootElement;
            if (page.GetArrayLength() == 0)
                break;
            room.AddRange(page.EnumerateArray().Select(m => m.GetProperty("text").GetString()!));
            after = page.EnumerateArray().Max(m => m.GetProperty("id").GetInt64());
        }

        var said = matrix.Shown;
        return new Outcome(
            Titles(discord.World.Shown(channel.Id).Select(m => m.Words), "Article "),
            Titles(said, "Article "),
            Titles(room, "Article "),
            Titles(said, "Vigil "),
            said.Count(text => text.StartsWith("Delegations", StringComparison.Ordinal)));
    }

    private static List<string> Titles(IEnumerable<string> texts, string sort) =>
        [.. texts.Where(t => t.StartsWith(sort, StringComparison.Ordinal)).Select(t => string.Join(' ', t.Split([' ', '\n']).Take(2)))];
}

/// <summary>What the world shows: the titles of articles on each platform, the announcements, the number of answers.</summary>
internal sealed record Outcome(
    IReadOnlyList<string> InDiscord, IReadOnlyList<string> InMatrix, IReadOnlyList<string> InRoom, IReadOnlyList<string> Announced, int Answers)
{
    public bool IsComplete(CrashScene scene) =>
        InDiscord.Count >= scene.Articles && InMatrix.Count >= scene.Articles && InRoom.Count >= scene.Articles
        && Announced.Count >= scene.Announcements && Answers >= scene.Questions;

    public override string ToString() =>
        $"{InDiscord.Count} articles in Discord, {InMatrix.Count} in Matrix, {InRoom.Count} in the room; {Announced.Count} announcements; {Answers} answers";
}
