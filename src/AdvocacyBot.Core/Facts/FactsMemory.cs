using System.Data.Common;
using AdvocacyBot.Core.Facts.Asking;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts;

/// <summary>
/// What every question needs and hardly ever changes: the names, and which topic holds which years. Read anew when the store
/// has a newer step than the one it was read at, in whichever process that was made.
/// </summary>
internal sealed class FactsMemory
{
    private volatile Snapshot? current;

    public async Task<Snapshot> ReadAsync(BotDb db, CancellationToken ct)
    {
        var step = await StepAsync(db, ct);
        if (current is { } known && known.Step == step)
            return known;

        var fresh = new Snapshot(step, await NamesAsync(db, ct), await HeldAsync(db, ct));
        current = fresh;
        return fresh;
    }

    public static async Task<NameDictionary> NamesAsync(BotDb db, CancellationToken ct)
    {
        var names = (await RawRows.ReadAsync(db, """SELECT "TermId", "Language", "Text", "Folded", "Role" FROM "TermNames" ORDER BY "Id" """, Name, ct))
            .ToLookup(n => n.Term, n => n.Name);
        return new NameDictionary(await RawRows.ReadAsync(
            db,
            """SELECT "Id", "Slug", "Kind" FROM "Terms" ORDER BY "Id" """,
            row => new KnownTerm(row.GetInt64(0), row.GetString(1), Enum.Parse<TermKind>(row.GetString(2)), [.. names[row.GetInt64(0)]]),
            ct));

        static (long Term, KnownName Name) Name(DbDataReader row) =>
            (row.GetInt64(0), new KnownName(Enum.Parse<Language>(row.GetString(1)), row.GetString(2), row.GetString(3), Enum.Parse<NameRole>(row.GetString(4))));
    }

    private static async Task<(long Revision, long Name)> StepAsync(BotDb db, CancellationToken ct) =>
        (await db.Revisions.MaxAsync(r => (long?)r.Id, ct) ?? 0, await db.TermNames.MaxAsync(n => (long?)n.Id, ct) ?? 0);

    private static async Task<ILookup<long, HeldTime>> HeldAsync(BotDb db, CancellationToken ct)
    {
        var held = await db.Claims
            .Where(c => c.Status == ClaimStatus.Published)
            .GroupBy(c => new { c.TopicId, c.From, c.To, c.When })
            .Select(g => new { g.Key.TopicId, g.Key.From, g.Key.To, g.Key.When, Count = g.Count() })
            .ToListAsync(ct);
        return held
            .OrderBy(h => h.From)
            .ToLookup(h => h.TopicId, h => new HeldTime(h.When, h.From is { } from && h.To is { } to ? new Period(from, to) : null, h.Count));
    }

    /// <summary>The names and holdings at one step.</summary>
    public sealed record Snapshot((long Revision, long Name) Step, NameDictionary Names, ILookup<long, HeldTime> Held)
    {
        /// <summary>The topics on which something is published.</summary>
        public IEnumerable<KnownTerm> Topics => Held.Select(g => Names[g.Key]).OrderBy(t => t.Id);
    }
}

/// <summary>A time on which a topic holds claims.</summary>
internal readonly record struct HeldTime(string? When, Period? Period, int Claims);
