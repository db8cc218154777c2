using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>
/// Translates the numbers that people type, which count within a community, into the ids of rows, as far as whoever types one
/// may know of the action. A number is never given to another mobilization, so the translation is cached.
/// </summary>
internal sealed class MobilizationNumbers(BotDb db, CommunityScope scope, NumberCache cache, ActionVisibility visibility)
{
    /// <summary>
    /// The id of the community's mobilization with a number; 0, which no row has, if there is none or the member of the request
    /// may not know of it.
    /// </summary>
    public async ValueTask<long> IdOfAsync(Request request, long number, CancellationToken ct)
    {
        var id = await FindAsync(number, ct);
        return await visibility.IncludesAsync(request, id, ct) ? id : 0;
    }

    /// <summary>The same for whoever holds a secret of the action, such as a one-time code.</summary>
    public async ValueTask<long> FindAsync(long number, CancellationToken ct)
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

/// <summary>What was looked up lately about numbers and channels, none of which ever becomes untrue. Thread-safe.</summary>
internal sealed class NumberCache : IDisposable
{
    private const int MaxCount = 10_000;
    private static readonly MemoryCacheEntryOptions Entry = new() { Size = 1, SlidingExpiration = TimeSpan.FromHours(1) };
    private readonly MemoryCache ids = new(new MemoryCacheOptions { SizeLimit = MaxCount });

    public bool TryGet(long community, long number, out long id) => ids.TryGetValue((community, number), out id);

    public void Add(long community, long number, long id) => ids.Set((community, number), id, Entry);

    /// <summary>Whether a mobilization is known to be announced in a channel.</summary>
    public bool IsAnnounced(long id, ChannelRef channel) => ids.TryGetValue((id, channel), out _);

    public void AddAnnounced(long id, ChannelRef channel) => ids.Set((id, channel), true, Entry);

    public void Dispose() => ids.Dispose();
}
