using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Polling;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.FakeDiscord;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Tests.Discord;
using AdvocacyBot.Tests.Facts;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using AdvocacyBot.TestSupport.Matrix;
using AdvocacyBot.Web.Room;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Tests.Hostile;

/// <summary>The real host on Discord, on Matrix and in its room, on the real clock, with facts and a feed server, and all that it logs.</summary>
internal sealed class HostileScene : IAsyncDisposable
{
    public const string MatrixPassword = "canary-matrix-password";
    public const string DiscordToken = "canary.discord.token";
    private readonly List<Loop> loops = [];
    private int posts;

    public BotHarness Bot { get; private set; } = null!;

    public FakeDiscordServer Discord { get; private set; } = null!;

    public FakeGuild Guild { get; private set; } = null!;

    public FakeHomeserver Matrix { get; private set; } = null!;

    public FeedServer Feeds { get; private set; } = null!;

    public CollectedLogs Logs { get; } = new();

    /// <summary>A visitor of the room.</summary>
    public HttpClient Room { get; private set; } = null!;

    public async Task StartAsync()
    {
        var world = new FakeWorld();
        Guild = world.AddGuild();
        // How fast messages may come is not what is tried here.
        Discord = await FakeDiscordServer.StartAsync(DiscordRig.Patient with { Token = DiscordToken, PerChannel = 1_000, PerSecond = 1_000 }, world);
        Matrix = await FakeHomeserver.StartAsync("12");
        Feeds = await FeedServer.StartAsync();
        Bot = await FactsHarness.StartAsync(
            adjust: services =>
            {
                services.Replace(ServiceDescriptor.Singleton(TimeProvider.System));
                services.AddSingleton(new ConfiguredPlace(new PlaceRef("discord", Guild.Id))).AddSingleton(new ConfiguredPlace(new PlaceRef("matrix", FakeHomeserver.Room)));
                services.AddSingleton(new MatrixTiming { SyncTimeout = TimeSpan.FromMilliseconds(100), FirstRetry = TimeSpan.FromMilliseconds(50) });
                services.AddLogging(logs => logs.ClearProviders().AddProvider(Logs).AddFilter<CollectedLogs>("AdvocacyBot", LogLevel.Trace));
            },
            settings: new Dictionary<string, string?>
            {
                ["Discord:Token"] = DiscordToken,
                ["Discord:ApiBaseUrl"] = Discord.ApiBaseUrl.ToString(),
                ["Matrix:Homeserver"] = Matrix.Address.ToString(),
                ["Matrix:User"] = FakeHomeserver.Bot,
                ["Matrix:Password"] = MatrixPassword,
                ["Feeds:AllowedPrivateHosts:0"] = Feeds.Host,
            });
        Room = await Bot.OpenEndpointsAsync();
        loops.AddRange(Bot.Services.GetServices<Loop>().Where(l => l is FeedPoller or DeliveryWorker));
        foreach (IHostedLifecycleService loop in loops)
            await loop.StartedAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => Bot.Services.GetServices<IChatPlatform>().All(p => p.IsReady) && Matrix.CallsTo("sync") > 0, "every platform is ready");
    }

    /// <summary>A channel that nothing else has spoken in.</summary>
    public FakeChannel NewChannel() => Discord.World.AddChannel(Guild, name: $"hostile-{Interlocked.Increment(ref posts)}");

    /// <summary>Posts one article in a channel of Discord, in the room of Matrix and in the web room, all the way from its feed.</summary>
    public async Task<Shown> PublishAsync(string title, string summary = "What happened.", string extra = "")
    {
        var number = Interlocked.Increment(ref posts);
        var (channel, mark) = (NewChannel(), $"/row-{number}-");
        Feeds.Serve($"/{number}", SomeFeed.Rss(new SomeItem(number) { Title = title, Summary = summary, Link = $"https://landwatch.example{mark}", Extra = extra }));
        foreach (var place in (ChannelRef[])[new("discord", channel.Id), new("matrix", FakeHomeserver.Room), RoomPlatform.Channel])
        {
            await Bot.InScopeAsync(services =>
                services.GetRequiredService<FollowFeed>().RunAsync(Feeds.At($"/{number}"), place, 1, CancellationToken.None));
        }

        await Eventually.HoldsAsync(() => Discord.World.Shown(channel.Id).Count > 0 && InMatrix() is not null, $"{title} is posted");
        var inRoom = default(JsonElement);
        await Eventually.HoldsAsync(async () => (inRoom = (await ReadRoomAsync()).FirstOrDefault(m => m.GetRawText().Contains(mark, StringComparison.Ordinal))).ValueKind != default, "the room shows it");
        return new Shown(Discord.World.Shown(channel.Id)[0], InMatrix()!, inRoom);

        JsonObject? InMatrix() => Matrix.Contents.LastOrDefault(c => c.ToJsonString().Contains(mark, StringComparison.Ordinal));
    }

    /// <summary>Puts a post in the outbox.</summary>
    public Task QueueAsync(ChannelRef channel, Reply reply, string cause) =>
        Bot.Services.WriteOutboxAsync(outbox => outbox.Send(channel, reply, cause, "post"));

    /// <summary>A visitor says something in the room.</summary>
    /// <returns>The bot's answer.</returns>
    public async Task<string> AskRoomAsync(string text, HttpClient? visitor = null)
    {
        visitor ??= Room;
        using var response = await visitor.PostAsJsonAsync("/api/room/messages", new { text });
        response.EnsureSuccessStatusCode();
        var id = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        return (await ReadRoomAsync(visitor, id)).First(m => m.GetProperty("author").GetString() == "bot").GetProperty("text").GetString()!;
    }

    public async Task<JsonElement[]> ReadRoomAsync(HttpClient? visitor = null, long? after = null) =>
        (await (visitor ?? Room).GetFromJsonAsync<JsonElement[]>($"/api/room/messages{(after is null ? "" : $"?after={after}")}"))!;

    public async ValueTask DisposeAsync()
    {
        foreach (var loop in loops)
            await loop.StopAsync(CancellationToken.None);
        Room.Dispose();
        await Bot.DisposeAsync();
        await Discord.DisposeAsync();
        await Matrix.DisposeAsync();
        await Feeds.DisposeAsync();
    }
}

/// <summary>One post as each platform has it.</summary>
internal sealed record Shown(FakeMessage Discord, JsonObject Matrix, JsonElement Room)
{
    public string MatrixBody => (string)Matrix["body"]!;

    public string MatrixHtml => (string?)Matrix["formatted_body"] ?? "";

    public string RoomText => Room.GetProperty("text").GetString()!;

    /// <summary>What a reader sees of it in each place.</summary>
    public IReadOnlyList<string> Everywhere => [Discord.Words, MatrixBody, MatrixHtml, RoomText, .. Strings(Room.GetProperty("reply"))];

    /// <summary>Whether it notifies nobody, with or without what forbids it.</summary>
    public void AssertSilent()
    {
        var unguarded = (JsonObject)Discord.Body.DeepClone();
        unguarded.Remove("allowed_mentions");
        foreach (var pings in (Pings[])[Discord.Pings, Pings.Of(unguarded)])
            Assert.Equal((false, 0, 0), (pings.Everyone, pings.Roles.Count, pings.Users.Count));
        Assert.Equal("{}", Matrix["m.mentions"]!.ToJsonString());
    }

    private static IEnumerable<string> Strings(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Strings(p.Value)),
        _ => [],
    };
}
