using System.Globalization;
using System.Security.Cryptography;
using AdvocacyBot.Core.Articles.Fetching;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Articles.Hubs;

/// <summary>
/// Asks hubs to subscribe, to renew and to forget what is no longer wanted. A hub that fails or never confirms is asked again after longer and longer times; its feed is
/// polled as always meanwhile.
/// </summary>
internal sealed partial class HubLoop : Loop
{
    private const int ClaimSize = 16;
    private static readonly TimeSpan LeaseDuration = TimeSpan.FromDays(10);
    private static readonly Backoff Unconfirmed = new(TimeSpan.FromHours(1), TimeSpan.FromDays(2));
    private readonly IServiceScopeFactory scopes;
    private readonly FeedFetcher fetcher;
    private readonly HubSettings settings;
    private readonly FormerHubs former;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private bool isAddressChecked;

    public HubLoop(IServiceScopeFactory scopes, FeedFetcher fetcher, HubSettings settings, FormerHubs former, HubBell bell, TimeProvider clock, ILogger<HubLoop> logger)
        : base(clock, logger)
    {
        (this.scopes, this.fetcher, this.settings, this.former, this.clock, this.logger) = (scopes, fetcher, settings, former, clock, logger);
        bell.Rung += Wake;
    }

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        if (!isAddressChecked)
        {
            await InScopeAsync(async services =>
            {
                await services.GetRequiredService<HubAddress>().CheckAsync(ct);
                return true;
            });
            isAddressChecked = true;
        }

        await LeaveAsync(ct);
        if (settings.PublicUrl is null)
            return null;

        while (await InScopeAsync(services => ClaimAsync(services, ct)) is { Count: > 0 } due)
        {
            foreach (var (subscription, secret) in due)
            {
                await AskAsync(subscription, secret, ct);
                ShowLife();
            }
        }

        await LeaveAsync(ct);
        return await InScopeAsync(services => services.GetRequiredService<BotDb>().HubSubscriptions.MinAsync(h => (DateTime?)h.NextAttemptAt, ct));
    }

    /// <summary>Marks due subscriptions as asked before they are, so that no two processes ask and a confirmation that comes at once is expected.</summary>
    private Task<List<(HubSubscription Subscription, string Secret)>> ClaimAsync(IServiceProvider services, CancellationToken ct)
    {
        var (db, write, follow, leave) = (services.GetRequiredService<BotDb>(), services.GetRequiredService<WriteTransaction>(), services.GetRequiredService<FollowHub>(), services.GetRequiredService<LeaveHubs>());
        return write.RunAsync(
            "hubs",
            async inner =>
            {
                var now = clock.UtcNow;
                await leave.RemoveUnwantedAsync(inner);
                await db.SaveChangesAsync(inner);
                // After the clock was set back, the next attempt may be years away.
                var due = await db.HubSubscriptions.Where(h => h.NextAttemptAt <= now || h.AskedAt > now).OrderBy(h => h.NextAttemptAt).Take(ClaimSize).ToListAsync(inner);
                var claimed = new List<(HubSubscription, string)>();
                foreach (var subscription in due)
                {
                    subscription.Failures++;
                    (subscription.AskedAt, subscription.NextAttemptAt) = (now, now + Unconfirmed.After(subscription.Failures, Random.Shared.NextDouble()));
                    if (SecretOf(follow, subscription) is { } secret)
                        claimed.Add((subscription, secret));
                    else
                        db.HubSubscriptions.Remove(subscription);
                }

                return claimed;
            },
            ct);
    }

    /// <summary>Asks hubs to forget, each once: one that does not stops when its lease ends.</summary>
    private async Task LeaveAsync(CancellationToken ct)
    {
        while (former.Take() is { } hub)
        {
            await fetcher.PostAsync(
                hub.Hub,
                new Dictionary<string, string> { ["hub.mode"] = "unsubscribe", ["hub.topic"] = hub.Topic, ["hub.callback"] = hub.Callback.AbsoluteUri },
                ct);
            ShowLife();
        }
    }

    private async Task AskAsync(HubSubscription subscription, string secret, CancellationToken ct)
    {
        var hub = new Uri(subscription.Hub);
        var answer = await fetcher.PostAsync(
            hub,
            new Dictionary<string, string>
            {
                ["hub.mode"] = "subscribe",
                ["hub.topic"] = subscription.Topic,
                ["hub.callback"] = settings.CallbackOf(subscription).AbsoluteUri,
                ["hub.secret"] = secret,
                ["hub.lease_seconds"] = ((long)LeaseDuration.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            },
            ct);
        // Logged once, although it is tried again.
        if (answer.Problem is { } problem && subscription.Failures == 1)
            LogRefused(logger, hub.Host, subscription.FeedId, problem);
    }

    private static string? SecretOf(FollowHub follow, HubSubscription subscription)
    {
        try
        {
            return follow.SecretOf(subscription);
        }
        catch (CryptographicException)
        {
            // The master key has changed; the next poll of the feed subscribes again.
            return null;
        }
    }

    private async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Hub {Hub} does not take a subscription to feed {Feed} ({Problem}); the feed is polled")]
    private static partial void LogRefused(ILogger logger, string hub, long feed, FeedProblem problem);
}
