using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Settings;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Sample;

/// <summary>Whether the bot shows sample data: by default until a platform or a feed is configured.</summary>
internal sealed class SampleState(SampleSettings settings, HostSettings host)
{
    public bool IsOn { get; private set; }

    /// <summary>Decides at startup, and imports the sample facts if they are shown.</summary>
    public async Task DecideAsync(IServiceProvider scope, CancellationToken ct)
    {
        IsOn = settings.Enabled ?? (!host.HasPlatforms && !await FollowsRealFeedAsync(scope, ct));
        if (IsOn)
            await scope.GetRequiredService<ImportFacts>().BundledAsync(ct);
    }

    private static Task<bool> FollowsRealFeedAsync(IServiceProvider scope, CancellationToken ct)
    {
        var db = scope.GetRequiredService<BotDb>();
        var followed = db.Subscriptions.Select(s => s.FeedId);
        return db.Feeds.AnyAsync(f => followed.Contains(f.Id) && !f.Address.EndsWith(SampleFeed.Path), ct);
    }
}
