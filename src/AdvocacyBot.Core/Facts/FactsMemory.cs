using System.Data.Common;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.Caching.Memory;

namespace AdvocacyBot.Core.Facts;

/// <summary>
/// Keeps the data that every question needs and that rarely changes: the names, and which times each topic has facts on. When a community's store
/// has a newer step than the one that was read, whichever process made it, the topics that the step is about are read again. The
/// names that all communities share are kept once. Thread-safe.
/// </summary>
internal sealed class FactsMemory(TimeProvider clock) : IDisposable
{
    /// <summary>A step that changes more claims is an import, after which everything is read again.</summary>
    private const int MaxChanged = 200;
    private const int MaxCommunities = 1_000;
    private readonly MemoryCache snapshots = ClockedCache.Create(clock, MaxCommunities);
    private readonly RecentClaims recent = new(clock);
    private volatile SharedNames? shared;

    public void Dispose()
    {
        snapshots.Dispose();
        recent.Dispose();
    }

    /// <summary>The names and holdings of the community in scope.</summary>
    public async Task<Snapshot> ReadAsync(BotDb db, CancellationToken ct)
    {
        var step = await StepAsync(db, ct);
        var last = snapshots.Get<Snapshot>(db.CommunityId);
        if (last is not null && last.Step == step)
            return last;

        // A change of names may move claims from one topic to another, so the topics are then read again, too.
        if (last is not null && last.Step.Change != step.Change)
            last = null;
        var names = last is not null && last.Step.Name == step.Name && last.Step.SharedName == step.SharedName
            ? last.Names
            : await ReadNames.OwnAsync(db, await SharedAsync(db, step.SharedName, ct), ct);
        var fresh = new Snapshot(step, names, await HeldAsync(db, last, ct), recent.NewSnapshot(), recent);
        // What a transaction has written may never be committed, and its steps' numbers are then given out again.
        return db.Database.CurrentTransaction is null ? snapshots.Set(db.CommunityId, fresh, new MemoryCacheEntryOptions { Size = 1 }) : fresh;
    }

    private async Task<NameDictionary> SharedAsync(BotDb db, long lastName, CancellationToken ct)
    {
        if (shared is { } known && known.LastName == lastName)
            return known.Names;
        var names = await ReadNames.SharedAsync(db, ct);
        shared = new SharedNames(lastName, names);
        return names;
    }

    private static async Task<FactsStep> StepAsync(BotDb db, CancellationToken ct) =>
        (await RawRows.ReadAsync(
            db,
            $"""
            SELECT coalesce((SELECT max("Id") FROM "Revisions" WHERE "CommunityId" = @community), 0),
                coalesce((SELECT max("Id") FROM "TermNames" WHERE "CommunityId" = @community), 0),
                coalesce((SELECT max("Id") FROM "TermNames" WHERE "CommunityId" = {CommunityScope.Shared}), 0),
                coalesce((SELECT max("Id") FROM "NameSteps" WHERE "CommunityId" = @community), 0)
            """,
            row => new FactsStep(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)),
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
            SELECT "TopicId", "When", "From", "To", count(*) FROM "Claims" WHERE "CommunityId" = @community AND "Status" = 'Published' {where}
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

    /// <summary>The topics of the claims that newer steps are about, including those that they were on before; null if they are too many.</summary>
    private static async Task<IReadOnlySet<long>?> ChangedTopicsAsync(BotDb db, Snapshot last, CancellationToken ct)
    {
        var claims = await RawRows.ReadAsync(
            db,
            $"""SELECT DISTINCT "ClaimId" FROM "Revisions" WHERE "CommunityId" = @community AND "Id" > @p0 LIMIT {MaxChanged + 1}""",
            row => row.GetInt64(0),
            ct,
            last.Step.Revision);
        if (claims.Count is 0 or > MaxChanged)
            return claims.Count == 0 ? new HashSet<long>() : null;

        var ids = RawRows.List(claims);
        var now = await RawRows.ReadAsync(db, $"SELECT \"TopicId\" FROM \"Claims\" WHERE \"CommunityId\" = @community AND \"Id\" IN ({ids})", row => row.GetInt64(0), ct);
        var contents = await RawRows.ReadAsync(
            db, $"SELECT \"Content\" FROM \"Revisions\" WHERE \"CommunityId\" = @community AND \"Content\" IS NOT NULL AND \"ClaimId\" IN ({ids})", row => row.GetString(0), ct);
        var before = contents.Select(c => FactJson.Read(c)["topic"]).OfType<string>().Distinct(StringComparer.Ordinal)
            .SelectMany(name => last.Names.BySlug(name) is { } topic ? [topic] : last.Names.Named(name));
        return new HashSet<long>(now.Concat(before.Select(t => t.Id)));
    }

    /// <summary>The names and holdings at one step.</summary>
    /// <param name="Number">Tells it from every other snapshot.</param>
    /// <param name="Recent">What has been read since it was taken.</param>
    public sealed record Snapshot(
        FactsStep Step, NameDictionary Names, IReadOnlyDictionary<long, IReadOnlyList<HeldTime>> Held, long Number, RecentClaims Recent)
    {
        private readonly Phrases phrases = new();

        /// <summary>The topics on which something is published.</summary>
        public IEnumerable<KnownTerm> Topics => Held.Keys.Order().Select(id => Names[id]);

        /// <summary>The texts that a question can be completed to.</summary>
        public IReadOnlyList<Phrase> PhrasesIn(Language language) => phrases.In(language, this);

        public IReadOnlyList<HeldTime> HeldOn(KnownTerm topic) => Held.GetValueOrDefault(topic.Id) ?? [];

        /// <summary>The years of which something is published on a topic, oldest first.</summary>
        public IEnumerable<int> YearsOf(KnownTerm topic) =>
            HeldOn(topic).Select(h => h.Period).OfType<Period>().Where(p => p.From.Year == p.To.Year).Select(p => p.From.Year).Distinct().Order();
    }

    private sealed record SharedNames(long LastName, NameDictionary Names);
}

/// <summary>A time on which a topic holds claims.</summary>
internal readonly record struct HeldTime(string? When, Period? Period, int Claims);

/// <summary>How far the store had come when it was read.</summary>
/// <param name="Revision">The last step in the history of the community's claims.</param>
/// <param name="Name">Its last name.</param>
/// <param name="SharedName">The last name that all communities share.</param>
/// <param name="Change">The last step of a change of names and sources.</param>
internal sealed record FactsStep(long Revision, long Name, long SharedName, long Change);
