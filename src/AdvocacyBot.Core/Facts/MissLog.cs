using System.Collections.Concurrent;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts;

/// <summary>
/// Counts questions that found nothing, without who asked, when or where. Kept in memory and written from time to time, so that
/// asking never waits for the disk.
/// </summary>
internal sealed class MissLog
{
    private const int Most = 1_000;
    private const int LongestText = 80;
    private const int LongestDigits = 6;
    private ConcurrentDictionary<(string Folded, Language Language), int> counts = new();

    /// <summary>Counts one. What looks like an address or a telephone number is somebody's, and is not kept.</summary>
    public void Add(string text, Language language)
    {
        var folded = QuestionTokens.Join(text);
        if (folded.Length is 0 or > LongestText || counts.Count >= Most || text.Contains('@', StringComparison.Ordinal)
            || folded.Split(' ').Any(w => w.Length > LongestDigits && w.All(char.IsAsciiDigit)))
            return;
        counts.AddOrUpdate((folded, language), 1, (_, count) => count + 1);
    }

    public IReadOnlyDictionary<(string Folded, Language Language), int> Take() => Interlocked.Exchange(ref counts, new());
}

/// <summary>Writes the counted misses down and forgets those that nobody has asked for a quarter of a year.</summary>
internal sealed class KeepMisses(BotDb db, WriteTransaction write, MissLog log, TimeProvider clock) : IHousekeeper
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(90);

    public async Task KeepAsync(CancellationToken ct)
    {
        var taken = log.Take();
        // To the day: the minute would tell whoever knows who was online then.
        var today = clock.UtcNow.Date;
        var before = today - Memory;
        await write.RunAsync(
            "misses",
            async inner =>
            {
                await db.QueryMisses.Where(m => m.LastAt < before).ExecuteDeleteAsync(inner);
                foreach (var ((folded, language), count) in taken)
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
