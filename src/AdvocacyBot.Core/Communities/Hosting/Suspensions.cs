using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Communities.Hosting;

/// <summary>
/// The communities that the operator has suspended. Read at most every few seconds, because each intent and each delivery asks.
/// Thread-safe.
/// </summary>
public sealed class Suspensions(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>How long a change by another process takes to have its effect.</summary>
    public static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(10);

    private volatile Known? known;

    /// <summary>Whether a community is suspended. The first one never is: its organizers run the bot.</summary>
    public async ValueTask<bool> IncludeAsync(long community, CancellationToken ct)
    {
        if (community is Community.FirstId or CommunityScope.Shared)
            return false;
        if (known is not { } current || clock.GetElapsedTime(current.At) >= CacheDuration)
            known = current = new Known(await ReadAsync(ct), clock.GetTimestamp());
        return current.Ids.Contains(community);
    }

    private async Task<HashSet<long>> ReadAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BotDb>().Communities.Where(c => c.LeftAt != null).Select(c => c.Id).ToHashSetAsync(ct);
    }

    private sealed record Known(HashSet<long> Ids, long At);
}
