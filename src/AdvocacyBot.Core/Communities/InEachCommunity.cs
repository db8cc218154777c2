using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Communities;

/// <summary>Tidies one community's rows; made in a scope that has entered it.</summary>
internal interface ICommunityHousekeeper
{
    /// <summary>The communities that have something to tidy; the query reads across communities.</summary>
    static abstract IQueryable<long> CommunitiesWithWork(BotDb db, DateTime now);

    Task KeepAsync(CancellationToken ct);
}

/// <summary>Runs a housekeeper for each community that has work for it.</summary>
internal sealed class InEachCommunity<T>(BotDb db, IServiceScopeFactory scopes, TimeProvider clock) : IHousekeeper
    where T : class, ICommunityHousekeeper
{
    public async Task KeepAsync(CancellationToken ct)
    {
        foreach (var community in await T.CommunitiesWithWork(db, clock.UtcNow).Distinct().ToListAsync(ct))
        {
            await using var scope = scopes.CreateScopeOf(community);
            await scope.ServiceProvider.GetRequiredService<T>().KeepAsync(ct);
        }
    }
}

internal static class CommunityHousekeeping
{
    extension(IServiceCollection services)
    {
        /// <param name="canWait">Whether the bot may be used and may send before its first run.</param>
        public IServiceCollection AddCommunityHousekeeper<T>(bool canWait = false)
            where T : class, ICommunityHousekeeper =>
            services.AddScoped<T>().AddHousekeeper<InEachCommunity<T>>(canWait);
    }
}
