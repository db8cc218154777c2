using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Host;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Sample;

/// <summary>Whether this bot shows samples: while nothing else is configured, so that a first run has something to show.</summary>
internal sealed class SampleState(HostSettings settings, IConfiguration configuration)
{
    public bool IsOn { get; private set; }

    /// <summary>Decides at the start, and brings in the sample facts.</summary>
    public async Task DecideAsync(IServiceProvider scope, CancellationToken ct)
    {
        IsOn = settings.Sample ?? (!Platforms.AnyIsConfigured(configuration) && !await FollowsARealFeedAsync(scope, ct));
        if (IsOn)
            await scope.GetRequiredService<ImportFacts>().BundledAsync(ct);
    }

    private static Task<bool> FollowsARealFeedAsync(IServiceProvider scope, CancellationToken ct)
    {
        var db = scope.GetRequiredService<BotDb>();
        var followed = db.Subscriptions.Select(s => s.FeedId);
        return db.Feeds.AnyAsync(f => followed.Contains(f.Id) && !f.Address.EndsWith(SampleFeed.Path), ct);
    }
}
