using System.Data.Common;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts;

/// <summary>
/// What every question needs and hardly ever changes: the names, and which topic holds which times. When the store has a newer
/// step than the one it was read at, in whichever process that was made, the topics that the step is about are read anew.
/// </summary>
internal sealed class FactsMemory
{
    /// <summary>More claims than this in one step are an import, after which all is read anew.</summary>
    private const int MostChanged = 200;
    private volatile Snapshot? current;

    public async Task<Snapshot> ReadAsync(BotDb db, CancellationToken ct)
    {
        var step = await StepAsync(db, ct);
        var last = current;
        if (last is not null && last.Step == step)
            return last;

        var names = last?.Step.Name == step.Name ? last.Names : await NamesAsync(db, ct);
        var fresh = new Snapshot(step, names, await HeldAsync(db, last, ct));
        current = fresh;
        return fresh;
    }

    public static async Task<NameDictionary> NamesAsync(BotDb db, CancellationToken ct)
    {
        var names = (await RawRows.ReadAsync(db, """SELECT "TermId", "Language", "Text", "Folded", "Role" FROM "TermNames" ORDER BY "Id" """, Name, ct))
            .ToLookup(n => n.Term, n => n.Name);
        var broader = (await RawRows.ReadAsync(
            db,
            """SELECT t."TermId", b."Slug" FROM "TermBroader" t JOIN "Terms" b ON b."Id" = t."BroaderId" ORDER BY b."Id" """,
            row => (Term: row.GetInt64(0), Slug: row.GetString(1)),
            ct)).ToLookup(b => b.Term, b => b.Slug);
        return new NameDictionary(await RawRows.ReadAsync(
            db,
            """SELECT "Id", "Slug", "Kind" FROM "Terms" ORDER BY "Id" """,
            row => new KnownTerm(row.GetInt64(0), row.GetString(1), Enum.Parse<TermKind>(row.GetString(2)), [.. names[row.GetInt64(0)]])
            {
                Broader = [.. broader[row.GetInt64(0)]],
            },
            ct));

        static (long Term, KnownName Name) Name(DbDataReader row) =>
            (row.GetInt64(0), new KnownName(Enum.Parse<Language>(row.GetString(1)), row.GetString(2), row.GetString(3), Enum.Parse<NameRole>(row.GetString(4))));
    }

    private static async Task<(long Revision, long Name)> StepAsync(BotDb db, CancellationToken ct) =>
        (await RawRows.ReadAsync(
            db,
            """SELECT coalesce((SELECT max("Id") FROM "Revisions"), 0), coalesce((SELECT max("Id") FROM "TermNames"), 0)""",
            row => (row.GetInt64(0), row.GetInt64(1)),
            ct))[0];

    private static async Task<Dictionary<long, IReadOnlyList<HeldTime>>> HeldAsync(BotDb db, Snapshot? last, CancellationToken ct)
    {
        if (last is null || await ChangedTopicsAsync(db, last, ct) is not { } changed)
            return await HeldAsync(db, "", ct);

        var held = new Dictionary<long, IReadOnlyList<HeldTime>>(last.Held);
        foreach (var topic in changed)
            held.Remove(topic);
        if (changed.Count == 0)
            return held;
        var ids = RawRows.List(changed);
        foreach (var (topic, times) in await HeldAsync(db, $"AND \"TopicId\" IN ({ids})", ct))
            held[topic] = times;
        return held;
    }

    private static async Task<Dictionary<long, IReadOnlyList<HeldTime>>> HeldAsync(BotDb db, string where, CancellationToken ct)
    {
        var rows = await RawRows.ReadAsync(
            db,
            $"""
            SELECT "TopicId", "When", "From", "To", count(*) FROM "Claims" WHERE "Status" = 'Published' {where}
            GROUP BY "TopicId", "To", "From", "When"
            """,
            row => (Topic: row.GetInt64(0), Held: new HeldTime(row.IsDBNull(1) ? null : row.GetString(1), Time(row), row.GetInt32(4))),
            ct);
        return rows.GroupBy(r => r.Topic).ToDictionary(
            g => g.Key,
            g => (IReadOnlyList<HeldTime>)[.. g.Select(r => r.Held).OrderBy(h => h.Period?.From).ThenBy(h => h.Period?.To).ThenBy(h => h.When, StringComparer.Ordinal)]);

        static Period? Time(DbDataReader row) =>
            row.IsDBNull(2) || row.IsDBNull(3) ? null : new Period(row.GetFieldValue<DateOnly>(2), row.GetFieldValue<DateOnly>(3));
    }

    /// <summary>The topics of the claims that newer steps are about, those that they were on before among them; null where they are too many.</summary>
    private static async Task<IReadOnlySet<long>?> ChangedTopicsAsync(BotDb db, Snapshot last, CancellationToken ct)
    {
        var claims = await RawRows.ReadAsync(
            db,
            $"""SELECT DISTINCT "ClaimId" FROM "Revisions" WHERE "Id" > @p0 LIMIT {MostChanged + 1}""",
            row => row.GetInt64(0),
            ct,
            last.Step.Revision);
        if (claims.Count is 0 or > MostChanged)
            return claims.Count == 0 ? new HashSet<long>() : null;

        var ids = RawRows.List(claims);
        var now = await RawRows.ReadAsync(db, $"SELECT \"TopicId\" FROM \"Claims\" WHERE \"Id\" IN ({ids})", row => row.GetInt64(0), ct);
        var contents = await RawRows.ReadAsync(
            db, $"SELECT \"Content\" FROM \"Revisions\" WHERE \"Content\" IS NOT NULL AND \"ClaimId\" IN ({ids})", row => row.GetString(0), ct);
        var before = contents.Select(c => FactJson.Read(c)["topic"]).OfType<string>().Distinct(StringComparer.Ordinal)
            .SelectMany(name => last.Names.BySlug(name) is { } topic ? [topic] : last.Names.Named(name));
        return new HashSet<long>(now.Concat(before.Select(t => t.Id)));
    }

    /// <summary>The names and holdings at one step.</summary>
    public sealed record Snapshot((long Revision, long Name) Step, NameDictionary Names, IReadOnlyDictionary<long, IReadOnlyList<HeldTime>> Held)
    {
        private readonly Phrases phrases = new();

        /// <summary>The topics on which something is published.</summary>
        public IEnumerable<KnownTerm> Topics => Held.Keys.Order().Select(id => Names[id]);

        /// <summary>What a question can be completed to.</summary>
        public IReadOnlyList<Phrase> PhrasesIn(Language language) => phrases.In(language, this);

        public IReadOnlyList<HeldTime> HeldOn(KnownTerm topic) => Held.GetValueOrDefault(topic.Id) ?? [];

        /// <summary>The years of which something is published on a topic, oldest first.</summary>
        public IEnumerable<int> YearsOf(KnownTerm topic) =>
            HeldOn(topic).Select(h => h.Period).OfType<Period>().Where(p => p.From.Year == p.To.Year).Select(p => p.From.Year).Distinct().Order();
    }
}

/// <summary>A time on which a topic holds claims.</summary>
internal readonly record struct HeldTime(string? When, Period? Period, int Claims);
