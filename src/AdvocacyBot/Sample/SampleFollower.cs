using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Web.Room;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Sample;

/// <summary>
/// Once the doors are open, makes the room follow the sample feed at the address where the bot itself serves it; or, where
/// something real is configured, no longer.
/// </summary>
internal sealed class SampleFollower(
    IServiceScopeFactory scopes, IServer server, SampleState sample, FeedSettings feeds, IHostApplicationLifetime life)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var opened = new TaskCompletionSource();
        await using (life.ApplicationStarted.Register(opened.SetResult))
        await using (stoppingToken.Register(() => opened.TrySetCanceled(stoppingToken)))
            await opened.Task;

        var room = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await FollowAsync(new Uri(room, SampleFeed.Path), stoppingToken);
    }

    /// <summary>Follows the sample feed at this address and nowhere else.</summary>
    internal async Task FollowAsync(Uri address, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        var former = await db.Feeds
            .Where(f => f.Address.EndsWith(SampleFeed.Path) && (!sample.IsOn || f.Address != address.AbsoluteUri))
            .Select(f => f.Id)
            .ToListAsync(ct);
        await db.Subscriptions.Where(s => former.Contains(s.FeedId)).ExecuteDeleteAsync(ct);
        if (!sample.IsOn)
            return;

        feeds.Allow(address);
        await scope.ServiceProvider.GetRequiredService<FollowFeed>().RunAsync(address, RoomSetup.MainChannel, postLatest: 2, ct);
    }
}
