using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Host;
using AdvocacyBot.Web;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Sample;

/// <summary>
/// Once the bot listens, subscribes the web room to the sample feed at the bot's own address; removes the subscription if there is no
/// sample data any more.
/// </summary>
internal sealed class SampleFollower(
    IServiceScopeFactory scopes, IServer server, SampleState sample, FeedSettings feeds, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using (lifetime.ApplicationStarted.Register(started.SetResult))
        await using (stoppingToken.Register(() => started.TrySetCanceled(stoppingToken)))
            await started.Task;

        await FollowAsync(new Uri(server.ListeningAddress, SampleFeed.Path), stoppingToken);
    }

    /// <summary>Subscribes to the sample feed at this address and at no other.</summary>
    internal async Task FollowAsync(Uri address, CancellationToken ct)
    {
        await using var scope = scopes.CreateScopeOf(Community.FirstId);
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        var former = await db.Feeds
            .Where(f => f.Address.EndsWith(SampleFeed.Path) && (!sample.IsOn || f.Address != address.AbsoluteUri))
            .Select(f => f.Id)
            .ToListAsync(ct);
        await db.Subscriptions.Where(s => former.Contains(s.FeedId)).ExecuteDeleteAsync(ct);
        if (!sample.IsOn)
            return;

        feeds.Allow(address);
        await scope.ServiceProvider.GetRequiredService<FollowFeed>().RunAsync(address, WebSetup.RoomChannel, postLatest: 2, ct);
    }
}
