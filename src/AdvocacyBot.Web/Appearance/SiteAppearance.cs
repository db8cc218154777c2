using AdvocacyBot.Core;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Communities.Appearance;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Web.Appearance;

/// <summary>
/// How the pages present the group that they show, the first community. Kept in memory for all requests: what an organizer changes in this
/// process is shown at once, what another process changed within half a minute. Thread-safe.
/// </summary>
internal sealed class SiteAppearance(IServiceScopeFactory scopes, BotSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(30);
    private Known known = new(new GroupAppearance(settings.Name, null, [], null), DateTime.MinValue);

    public GroupAppearance Current => Volatile.Read(ref known).Appearance;

    public string Name => Current.Name;

    /// <summary>The logo's address on this site; null for the bot's own icon. It changes with the logo.</summary>
    public string? LogoAddress => Current.Logo is { } logo ? LogoEndpoint.AddressOf(logo) : null;

    /// <summary>Reads it again if it is old. While storage is unavailable, the last known one is shown.</summary>
    public async ValueTask RefreshAsync(CancellationToken ct)
    {
        var (before, now) = (Volatile.Read(ref known), clock.UtcNow);
        if (now - before.ReadAt < CacheDuration)
            return;
        try
        {
            await using var scope = scopes.CreateScopeOf(Community.FirstId);
            var read = new Known(await scope.ServiceProvider.GetRequiredService<GroupAppearances>().ReadAsync(ct), now);
            // Not over a change that was made meanwhile: that is read next time.
            Interlocked.CompareExchange(ref known, read, before);
        }
        catch (Exception e) when (StorageTrouble.IsTemporary(e))
        {
            Interlocked.CompareExchange(ref known, before with { ReadAt = now }, before);
        }
    }

    /// <summary>Has the next request read it again.</summary>
    public void Forget(long community)
    {
        if (community == Community.FirstId)
            Volatile.Write(ref known, Volatile.Read(ref known) with { ReadAt = DateTime.MinValue });
    }

    private sealed record Known(GroupAppearance Appearance, DateTime ReadAt);
}
