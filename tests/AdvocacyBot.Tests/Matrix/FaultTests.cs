using System.Net.Sockets;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Errors and oddities of a homeserver.</summary>
public sealed class FaultTests
{
    private static readonly MatrixTiming Fast = new()
    {
        SyncTimeout = TimeSpan.FromMilliseconds(500),
        FirstRetry = TimeSpan.FromMilliseconds(20),
        MaxRetry = TimeSpan.FromMilliseconds(100),
    };

    [Fact]
    public async Task An_answer_without_a_confirmation_is_shown_once()
    {
        await using var server = await FakeHomeserver.StartAsync();
        server.After = (endpoint, count) => endpoint == "send" && count <= 2 ? FakeHomeserver.Error(502, "M_UNKNOWN") : null;
        await using var bot = await StartAsync(server);

        server.Say("!echo once");

        await ShownAsync(server, 1);
        await SentAsync(bot, 1);
        Assert.Equal(["echo once"], server.Shown);
        Assert.Equal(3, server.CallsTo("send"));
    }

    [Fact]
    public async Task Repeated_rate_limits_lose_nothing_and_cause_no_busy_loop()
    {
        await using var server = await FakeHomeserver.StartAsync();
        server.Before = (endpoint, count) => endpoint == "send" && count % 4 != 0 ? FakeHomeserver.Error(429, "M_LIMIT_EXCEEDED", 120) : null;
        await using var bot = await StartAsync(server);
        for (var i = 0; i < 5; i++)
            await bot.QueueAsync(FakeHomeserver.Room, Reply.Say(Language.English, $"post {i}"), $"test/{i}");

        await ShownAsync(server, 5);

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"post {i}"), server.Shown);
        Assert.InRange(server.CallsTo("send"), 20, 24);
    }

    [Fact]
    public async Task A_message_that_breaks_the_homeserver_is_parked_after_a_few_attempts()
    {
        await using var server = await FakeHomeserver.StartAsync();
        await using var bot = await StartAsync(server);
        server.Before = (endpoint, _) => endpoint == "send" ? FakeHomeserver.Error(500, "M_UNKNOWN") : null;
        var post = new Post(new ChannelRef("matrix", FakeHomeserver.Room), Reply.Say(Language.English, "poison"), "poison", DateTime.UtcNow);

        var verdicts = new List<SendFailure>();
        for (var i = 0; i < 6; i++)
            verdicts.Add((await Assert.ThrowsAsync<SendFailedException>(() => bot.Platform.SendAsync(post, CancellationToken.None))).Failure);

        Assert.Equal([.. Enumerable.Repeat(SendFailure.Later, 5), SendFailure.Never], verdicts);
    }

    [Theory]
    [InlineData(413, "M_TOO_LARGE", SendFailure.Never)]
    [InlineData(403, "M_FORBIDDEN", SendFailure.Never)]
    [InlineData(400, "M_BAD_JSON", SendFailure.Never)]
    [InlineData(503, "M_UNKNOWN", SendFailure.Later)]
    [InlineData(401, "M_UNKNOWN_TOKEN", SendFailure.Later)]
    public async Task An_error_is_retried_only_if_it_can_pass(int status, string code, SendFailure expected)
    {
        await using var server = await FakeHomeserver.StartAsync();
        await using var bot = await StartAsync(server);
        server.Before = (endpoint, _) => endpoint == "send" ? FakeHomeserver.Error(status, code) : null;
        var post = new Post(new ChannelRef("matrix", FakeHomeserver.Room), Reply.Say(Language.English, "x"), "k", DateTime.UtcNow);

        var refusal = await Assert.ThrowsAsync<SendFailedException>(() => bot.Platform.SendAsync(post, CancellationToken.None));

        Assert.Equal(expected, refusal.Failure);
        Assert.DoesNotContain("token\"", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_left_out_of_a_limited_timeline_are_answered_in_order()
    {
        await using var server = await FakeHomeserver.StartAsync();
        await using var bot = await StartAsync(server);
        server.TimelineLimit = 2;
        server.Before = (endpoint, count) => endpoint == "sync" && count % 5 != 0 ? FakeHomeserver.Error(502, "M_UNKNOWN") : null;
        for (var i = 0; i < 15; i++)
            server.Say($"!echo {i}", $"@m{i}:fake");

        await ShownAsync(server, 15);

        Assert.Equal(Enumerable.Range(0, 15).Select(i => $"echo {i}"), server.Shown);
    }

    [Fact]
    public async Task Rights_are_known_for_events_left_out_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using var server = await FakeHomeserver.StartAsync();
        await using (await StartAsync(server, folder.Path))
        {
            server.Say("!echo before", "@ana:fake");
            await ShownAsync(server, 1);
        }

        server.TimelineLimit = 2;
        server.Say("!echo meanwhile", "@ana:fake");
        for (var i = 0; i < 5; i++)
            server.Say("idle talk");
        await using var again = await StartAsync(server, folder.Path);
        await ShownAsync(server, 2);

        Assert.Equal(["echo before (organizer)", "echo meanwhile (organizer)"], server.Shown);
    }

    [Fact]
    public async Task A_forgotten_sync_position_loses_and_repeats_nothing()
    {
        await using var server = await FakeHomeserver.StartAsync();
        await using var bot = await StartAsync(server);
        server.Say("!echo before");
        await ShownAsync(server, 1);
        var forgotten = 1;
        server.Before = (endpoint, _) =>
        {
            if (endpoint != "sync" || Interlocked.Exchange(ref forgotten, 0) == 0)
                return null;
            server.Say("!echo meanwhile", at: DateTimeOffset.UtcNow.AddSeconds(-20));
            return FakeHomeserver.Error(400, "M_UNKNOWN");
        };
        server.Say("idle talk");

        await ShownAsync(server, 2);
        server.Say("!echo after");
        await ShownAsync(server, 3);

        Assert.Equal(["echo before", "echo meanwhile", "echo after"], server.Shown);
    }

    [Fact]
    public async Task A_lone_surrogate_in_a_sync_does_not_stop_the_bot()
    {
        await using var server = await FakeHomeserver.StartAsync();
        await using var bot = await StartAsync(server);
        var once = true;
        server.RawSync = since =>
        {
            if (!once || since is null)
                return null;
            once = false;
            return $$"""
                {"next_batch":"{{since}}","rooms":{"join":{"{{FakeHomeserver.Room}}":{"timeline":{"events":[
                  {"type":"m.room.message","event_id":"$odd","sender":"@ben:fake","origin_server_ts":1,
                   "content":{"msgtype":"m.text","body":"!echo \ud83d odd","\udc00":1} } ] } } } } }
                """;
        };

        await ShownAsync(server, 1);

        Assert.Equal(["echo \uFFFD odd"], server.Shown);
    }

    [Fact]
    public async Task A_silent_connection_times_out()
    {
        await using var server = await FakeHomeserver.StartAsync();
        await using var bot = await StartAsync(server);
        using var silent = new TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        using var http = new MatrixHttp(TimeProvider.System) { Base = new Uri($"http://{silent.LocalEndpoint}/") };
        var started = TimeProvider.System.GetTimestamp();

        var refusal = await Assert.ThrowsAsync<MatrixException>(() =>
            new MatrixApi(http, Fast with { SyncMargin = TimeSpan.FromSeconds(2) }, new EncryptedRooms()).SyncAsync("s", "f", Fast.SyncTimeout, false, CancellationToken.None));

        Assert.True(refusal.IsTransient);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_repeated_event_is_answered_once()
    {
        await using var server = await FakeHomeserver.StartAsync();
        await using var bot = await StartAsync(server);
        server.After = (endpoint, count) => endpoint == "sync" && count is > 2 and < 8 ? FakeHomeserver.Error(504, "M_UNKNOWN") : null;

        server.Say("!echo again");
        await ShownAsync(server, 1);
        await Task.Delay(500);

        Assert.Equal(["echo again"], server.Shown);
    }

    [Fact]
    public async Task A_member_s_unhurried_messages_during_an_outage_are_all_answered()
    {
        using var folder = new TemporaryFolder();
        await using var server = await FakeHomeserver.StartAsync();
        await using (await StartAsync(server, folder.Path, new HourAgo()))
        {
            server.Say("!echo before", at: DateTimeOffset.UtcNow.AddHours(-1));
            await ShownAsync(server, 1);
        }

        for (var i = 0; i < 45; i++)
            server.Say($"!echo {i}", at: DateTimeOffset.UtcNow.AddMinutes(i - 50));
        await using var again = await StartAsync(server, folder.Path);
        await ShownAsync(server, 46);

        Assert.Equal(["echo before", .. Enumerable.Range(0, 45).Select(i => $"echo {i}")], server.Shown);
    }

    [Fact]
    public async Task A_server_that_backdates_messages_gains_no_higher_limit()
    {
        await using var server = await FakeHomeserver.StartAsync();
        server.OpensConversations = true;
        server.TimelineLimit = 100;
        var said = 0;
        server.Said = (_, _) => Interlocked.Increment(ref said);
        await using var bot = await StartAsync(server);

        for (var i = 0; i < 90; i++)
            server.Say($"!echo {i}", at: DateTimeOffset.UtcNow.AddMinutes(i - 95));
        await Eventually.HoldsAsync(() => said >= 90);

        Assert.InRange(server.Shown.Count, 20, 89);
    }

    private static Task<MatrixBot> StartAsync(FakeHomeserver server, string? folder = null, TimeProvider? clock = null) => MatrixBot.StartAsync(
        new MatrixSettings { Homeserver = server.Address.ToString(), User = FakeHomeserver.Bot, Password = "password" },
        folder,
        Fast,
        services => services.Replace(ServiceDescriptor.Singleton(clock ?? TimeProvider.System))
            .AddSingleton(new ConfiguredPlace(new PlaceRef("matrix", FakeHomeserver.Room))));

    private static Task ShownAsync(FakeHomeserver server, int count) => Eventually.HoldsAsync(() => server.Shown.Count >= count);

    private static Task SentAsync(MatrixBot bot, int count) => Eventually.HoldsAsync(() =>
        bot.Harness.DbAsync(async db => await db.Deliveries.CountAsync(d => d.State == DeliveryState.Sent) == count));

    private sealed class HourAgo : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(-1);
    }
}
