using AdvocacyBot.Discord;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AdvocacyBot.Tests.Discord;

public sealed class ChannelCacheTests
{
    [Fact]
    public async Task Channels_whose_events_arrive_elsewhere_expire_after_a_minute()
    {
        await using var rig = await DiscordRig.StartAsync();
        var clock = new FakeClock();
        using var requests = new Counted();
        using var client = new ApiClient(rig.Services.GetRequiredService<DiscordSettings>(), TimeProvider.System, NullLogger<ApiClient>.Instance, requests);
        var elsewhere = new ChannelCache(new DiscordApi(client), new HeldShards(), clock);
        var here = new ChannelCache(new DiscordApi(client), rig.Services.GetRequiredService<HeldShards>(), clock);

        Assert.Equal((1, 0), (await AskAsync(elsewhere), await AskAsync(elsewhere)));
        Assert.Equal((1, 0), (await AskAsync(here), await AskAsync(here)));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 0), (await AskAsync(elsewhere), await AskAsync(here)));

        here.RemoveShard(0, 1);
        Assert.Equal(1, await AskAsync(here));

        async Task<int> AskAsync(ChannelCache cache)
        {
            var before = requests.Count;
            Assert.Equal(rig.Guild.Id, (await cache.GetAsync(rig.Channel.Id, CancellationToken.None)).GuildId);
            return requests.Count - before;
        }
    }

    private sealed class Counted() : DelegatingHandler(new SocketsHttpHandler())
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
