using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>Posts each channel's digest when it is due. A digest that fails does not stop the others; a paused one waits.</summary>
internal sealed partial class DigestLoop(IServiceScopeFactory scopes, TimeProvider clock, ILogger<DigestLoop> logger) : Loop(clock, logger)
{
    private static readonly TimeSpan AfterSurprise = TimeSpan.FromMinutes(10);
    private readonly TimeProvider clock = clock;

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        var failed = false;
        var due = await InScopeAsync(db => db.Subscriptions.AcrossCommunities()
            .Where(s => s.State == SubscriptionState.Active && s.NextDigestAt <= now).Select(s => new { s.CommunityId, s.Id }).ToListAsync(ct));
        foreach (var (community, id) in due.Select(s => (s.CommunityId, s.Id)))
        {
            try
            {
                await PostAsync(community, id, now, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                LogFailed(logger, id, e);
                failed = true;
            }
        }

        return failed ? now + AfterSurprise : await InScopeAsync(db => db.Subscriptions.AcrossCommunities().Where(s => s.State == SubscriptionState.Active).MinAsync(s => s.NextDigestAt, ct));
    }

    private async Task PostAsync(long community, long id, DateTime now, CancellationToken ct)
    {
        await using var scope = scopes.CreateScopeOf(community);
        var db = scope.ServiceProvider.GetRequiredService<BotDb>();
        var digest = scope.ServiceProvider.GetRequiredService<PostDigest>();
        await scope.ServiceProvider.GetRequiredService<WriteTransaction>().RunAsync(
            "subscriptions",
            async inner =>
            {
                if (await db.Subscriptions.SingleOrDefaultAsync(s => s.Id == id && s.State == SubscriptionState.Active && s.NextDigestAt <= now, inner) is { } subscription)
                    await digest.RunAsync(subscription, await db.Feeds.SingleAsync(f => f.Id == subscription.FeedId, inner), inner);
            },
            ct);
    }

    private async Task<T> InScopeAsync<T>(Func<BotDb, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<BotDb>());
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The digest of subscription {Id} failed; retrying")]
    private static partial void LogFailed(ILogger logger, long id, Exception e);
}
