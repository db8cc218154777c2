using System.Collections.Concurrent;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Facts;

/// <summary>
/// Counts questions that found nothing, without who asked, when or where. Kept in memory and written from time to time, so that
/// asking never waits for the disk.
/// </summary>
internal sealed class MissLog
{
    private const int MaxCount = 1_000;
    private const int MaxLength = 80;
    private const int MaxDigits = 6;
    private readonly ConcurrentDictionary<(long Community, string Folded, Language Language), int> counts = new();

    /// <summary>The communities that have misses to write down.</summary>
    public IReadOnlyCollection<long> Communities => [.. counts.Keys.Select(k => k.Community).Distinct()];

    /// <summary>Counts one. What looks like an address or a telephone number is somebody's, and is not kept.</summary>
    public void Add(long community, string text, Language language)
    {
        var folded = QuestionTokens.Join(text);
        if (folded.Length is 0 or > MaxLength || counts.Count >= MaxCount || text.Contains('@', StringComparison.Ordinal)
            || folded.Split(' ').Any(w => w.Length > MaxDigits && w.All(char.IsAsciiDigit)))
            return;
        counts.AddOrUpdate((community, folded, language), 1, (_, count) => count + 1);
    }

    /// <summary>Takes a community's misses out of the log.</summary>
    public IEnumerable<(string Folded, Language Language, int Count)> Take(long community)
    {
        foreach (var key in counts.Keys.Where(k => k.Community == community))
        {
            if (counts.TryRemove(key, out var count))
                yield return (key.Folded, key.Language, count);
        }
    }
}

/// <summary>Stores a community's counted misses and deletes those that nobody has asked for 90 days.</summary>
internal sealed class KeepMisses(BotDb db, WriteTransaction write, MissLog log, TimeProvider clock)
{
    public static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    public async Task KeepAsync(CancellationToken ct)
    {
        var taken = log.Take(db.CommunityId).ToList();
        // To the day: the minute would tell whoever knows who was online then.
        var today = clock.UtcNow.Date;
        var before = today - Retention;
        await write.RunAsync(
            "misses",
            async inner =>
            {
                await db.QueryMisses.Where(m => m.LastAt < before).ExecuteDeleteAsync(inner);
                foreach (var (folded, language, count) in taken)
                {
                    var row = await db.QueryMisses.SingleOrDefaultAsync(m => m.Folded == folded && m.Language == language, inner);
                    if (row is null)
                        db.QueryMisses.Add(new QueryMiss { Folded = folded, Language = language, Count = count, LastAt = today });
                    else
                        (row.Count, row.LastAt) = (row.Count + count, today);
                }
            },
            ct);
    }
}

/// <summary>Runs <see cref="KeepMisses"/> for each community that has misses to store or to delete.</summary>
internal sealed class KeepAllMisses(BotDb db, MissLog log, IServiceScopeFactory scopes, TimeProvider clock) : IHousekeeper
{
    public async Task KeepAsync(CancellationToken ct)
    {
        var before = clock.UtcNow.Date - KeepMisses.Retention;
        var old = await db.QueryMisses.AcrossCommunities().Where(m => m.LastAt < before).Select(m => m.CommunityId).Distinct().ToListAsync(ct);
        foreach (var community in old.Union(log.Communities))
        {
            await using var scope = scopes.CreateScopeOf(community);
            await scope.ServiceProvider.GetRequiredService<KeepMisses>().KeepAsync(ct);
        }
    }
}
