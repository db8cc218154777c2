using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// The roles whose members organize in a place, as its setup says. Cached, because a platform asks with every event; a change made by
/// this process takes effect immediately. Thread-safe.
/// </summary>
public sealed class OrganizerRoles(IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    private const int MaxPlaces = 10_000;
    private static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(30);
    private readonly MemoryCache cache = ClockedCache.Create(clock, MaxPlaces);

    /// <summary>The platform's ids of the roles; empty for a place that has not joined.</summary>
    public async ValueTask<IReadOnlyList<string>> OfAsync(PlaceRef place, CancellationToken ct)
    {
        if (cache.TryGetValue(place, out IReadOnlyList<string>? known))
            return known!;

        await using var scope = scopes.CreateAsyncScope();
        var text = await scope.ServiceProvider.GetRequiredService<BotDb>().Places
            .Where(p => p.Platform == place.Platform && p.Key == place.Id)
            .Select(p => p.OrganizerRoles)
            .SingleOrDefaultAsync(ct);
        return cache.Set(place, Read(text), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = CacheDuration });
    }

    /// <summary>Removes what is cached of a place, after a change.</summary>
    public void Remove(PlaceRef place) => cache.Remove(place);

    public void Dispose() => cache.Dispose();

    internal static IReadOnlyList<string> Read(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
