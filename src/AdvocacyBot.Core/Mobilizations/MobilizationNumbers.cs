using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>
/// Translates between the numbers that people type, which count within a community, and the ids of rows. A number is never
/// given to another mobilization, so the translation is cached.
/// </summary>
internal sealed class MobilizationNumbers(BotDb db, CommunityScope scope, NumberCache cache)
{
    /// <summary>The id of the community's mobilization with a number; 0, which no row has, if there is none.</summary>
    public async ValueTask<long> IdOfAsync(long number, CancellationToken ct)
    {
        if (number <= 0)
            return 0;
        if (cache.TryGet(scope.Id, number, out var known))
            return known;

        var id = await db.Mobilizations.Where(m => m.Number == number).Select(m => m.Id).SingleOrDefaultAsync(ct);
        if (id != 0)
            cache.Add(scope.Id, number, id);
        return id;
    }

    /// <summary>Gives a mobilization the next number of its community, within the present transaction. A no-op if it has one.</summary>
    public async Task AssignAsync(Mobilization mobilization, CancellationToken ct)
    {
        if (mobilization.Number != 0)
            return;

        var community = await db.Communities.SingleAsync(c => c.Id == scope.Id, ct);
        mobilization.Number = ++community.LastMobilizationNumber;
    }
}

/// <summary>The numbers that were translated lately. Thread-safe.</summary>
internal sealed class NumberCache : IDisposable
{
    private const int MaxCount = 10_000;
    private readonly MemoryCache ids = new(new MemoryCacheOptions { SizeLimit = MaxCount });

    public bool TryGet(long community, long number, out long id) => ids.TryGetValue((community, number), out id);

    public void Add(long community, long number, long id) =>
        ids.Set((community, number), id, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(1) });

    public void Dispose() => ids.Dispose();
}
