using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Settings;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Sample;

/// <summary>Whether the bot shows sample data: by default until a platform or a feed is configured.</summary>
internal sealed class SampleState(SampleSettings settings, HostSettings host)
{
    public bool IsOn { get; private set; }

    /// <summary>Decides at startup, and imports the example facts into the first community if they are shown.</summary>
    public async Task DecideAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateScopeOf(Community.FirstId);
        IsOn = settings.Enabled ?? (!host.HasPlatforms && !await FollowsRealFeedAsync(scope.ServiceProvider.GetRequiredService<BotDb>(), ct));
        if (IsOn)
            await scope.ServiceProvider.GetRequiredService<ExampleFacts>().ImportAsync(ct);
    }

    private static Task<bool> FollowsRealFeedAsync(BotDb db, CancellationToken ct)
    {
        var followed = db.Subscriptions.Select(s => s.FeedId);
        return db.Feeds.AnyAsync(f => followed.Contains(f.Id) && !f.Address.EndsWith(SampleFeed.Path), ct);
    }
}
