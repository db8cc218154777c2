using System.Net;
using System.Net.Sockets;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Fetching;
using AdvocacyBot.Core.Articles.Polling;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Articles;

/// <summary>Trouble of the machine during a poll is not counted against the feed, which is read again soon after it has passed.</summary>
public sealed class OwnTroubleTests
{
    [Theory]
    [InlineData(13)]
    [InlineData(5)]
    public async Task A_poll_that_the_storage_could_not_take_is_repeated_seconds_after_it_works(int sqliteError)
    {
        var storage = new FailingStorage();
        await using var bench = await ArticleBench.StartAsync(adjust: storage.AddTo);
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();
        // The poll has begun, and only its result meets the trouble.
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)), with: _ => storage.Fail(sqliteError));
        var poller = bench.Bot.Services.GetRequiredService<FeedPoller>();
        bench.Bot.Clock.Advance(TimeSpan.FromHours(8));
        await Assert.ThrowsAnyAsync<Exception>(() => poller.TurnAsync(CancellationToken.None));

        storage.Work();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        await bench.Bot.TurnAsync();
        await bench.Bot.AdvanceAsync(FeedPoller.AfterOwnTrouble);

        Assert.Equal("Article 2", Assert.Single(bench.Bot.Platform.Sent).Reply.Title);
        Assert.Equal(0, (await bench.FeedAsync()).Failures);
    }

    [Theory]
    [InlineData(SocketError.NetworkUnreachable)]
    [InlineData(SocketError.NetworkDown)]
    [InlineData(SocketError.TooManyOpenSockets)]
    public async Task Without_a_network_or_a_free_connection_the_feed_is_read_soon_after(SocketError error)
    {
        FailingDialer? dialer = null;
        await using var bench = await ArticleBench.StartAsync(
            adjust: services => services.AddSingleton<SafeDialer>(s => dialer = new FailingDialer(s.GetRequiredService<FeedSettings>())));
        // The next request needs a connection of its own.
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)), with: response => response.Headers.Connection = "close");
        await bench.FollowAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        dialer!.Trouble = error;
        await bench.LaterAsync();
        await bench.LaterAsync();
        Assert.Empty(bench.Bot.Platform.Sent);

        dialer.Trouble = null;
        await bench.Bot.AdvanceAsync(FeedPoller.AfterOwnTrouble);

        Assert.Single(bench.Bot.Platform.Sent);
        Assert.Equal(0, (await bench.FeedAsync()).Failures);
    }

    private sealed class FailingDialer(FeedSettings settings) : SafeDialer(settings)
    {
        public SocketError? Trouble { get; set; }

        protected override ValueTask ConnectAsync(Socket socket, IPEndPoint to, CancellationToken ct) =>
            Trouble is { } error ? throw new SocketException((int)error) : base.ConnectAsync(socket, to, ct);
    }
}
