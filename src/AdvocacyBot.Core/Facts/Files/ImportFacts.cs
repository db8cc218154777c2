using AdvocacyBot.Core.Facts.Naming;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Brings a fact file into the store: all of it or, if it has an error, nothing. The same file again changes nothing.</summary>
public sealed class ImportFacts
{
    private const int Batch = 500;
    private readonly BotDb db;
    private readonly WriteTransaction write;
    private readonly ClaimWriter writer;
    private readonly SharedNames shared;
    private readonly TimeProvider clock;

    internal ImportFacts(BotDb db, WriteTransaction write, ClaimWriter writer, SharedNames shared, TimeProvider clock) =>
        (this.db, this.write, this.writer, this.shared, this.clock) = (db, write, writer, shared, clock);

    /// <summary>Imports a file.</summary>
    /// <param name="path">Its path: .csv and .tsv are read as tables, all else as YAML.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told how many facts of how many are stored.</param>
    public async Task<ImportOutcome> FileAsync(string path, ImportOptions options, IProgress<(int Done, int Of)>? progress, CancellationToken ct) =>
        await RunAsync(await FactFile.OpenAsync(path, ct), options, progress, ct);

    internal async Task<ImportOutcome> RunAsync(FactFile file, ImportOptions options, IProgress<(int Done, int Of)>? progress, CancellationToken ct)
    {
        var compiled = await CompileAsync(file, options, ct);
        if (compiled.HasErrors || options.DryRun)
            return new ImportOutcome(compiled.Problems, compiled.Facts.Count, 0, 0, options.DryRun) { Links = compiled.Links };

        return await write.RunAsync("facts", inner => StoreAsync(compiled, options, progress, inner), ct);
    }

    /// <summary>Stores a file without errors, within the present transaction.</summary>
    internal async Task<ImportOutcome> StoreAsync(CompiledFacts compiled, ImportOptions options, IProgress<(int Done, int Of)>? progress, CancellationToken ct)
    {
        var names = await StoreNamesAsync(compiled, ct);
        if (names.HaveChanged)
            await AddStepAsync(options.Actor, ct);
        var (added, changed) = await new StoreFacts(db, writer, names.Terms, names.Sources, options).RunAsync(compiled.Facts, progress, ct);
        return new ImportOutcome(compiled.Problems, compiled.Facts.Count, added, changed, false);
    }

    /// <summary>A file checked against what is stored and, if asked for, against the names that it adds.</summary>
    internal async Task<CompiledFacts> CompileAsync(FactFile file, ImportOptions options, CancellationToken ct)
    {
        if (options.AddsNames)
        {
            await shared.StoreAsync(ct);
            NewNames.Declare(file, await ReadNames.AllAsync(db, ct));
        }

        return await CheckAsync(file, ct);
    }

    /// <summary>A file checked against what is stored.</summary>
    internal async Task<CompiledFacts> CheckAsync(FactFile file, CancellationToken ct)
    {
        await shared.StoreAsync(ct);
        var merged = await MergedSources.ReadAsync(db, ct);
        var compiled = merged.Apply(FactLint.Check(file, await KnownAsync(file, merged, ct), DateOnly.FromDateTime(clock.UtcNow)));
        var conflicts = await StoredConflicts.FindAsync(db, compiled.Facts, ct);
        return conflicts.Count == 0
            ? compiled
            : compiled with { Problems = [.. compiled.Problems.Concat(conflicts).OrderBy(p => p.Line).ThenBy(p => p.Column)] };
    }

    /// <summary>The stored names, sources and claims that the file refers to.</summary>
    private async Task<KnownFacts> KnownAsync(FactFile file, MergedSources merged, CancellationToken ct)
    {
        string[] columns = ["conflicts", "differs_in_scope", "supersedes", "corrects"];
        var known = new HashSet<string>(StringComparer.Ordinal);
        var own = file.Facts.Select(f => f["id"]).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var ids in file.Facts.SelectMany(f => columns.SelectMany(f.List)).Where(id => !own.Contains(id)).Distinct().Chunk(Batch))
            known.UnionWith(await db.Claims.Where(c => ids.Contains(c.PublicId)).Select(c => c.PublicId).ToListAsync(ct));
        var sources = await RawRows.ReadAsync(
            db, """SELECT "Slug", "ViaId" FROM "Sources" WHERE "CommunityId" = @community""", row => (Slug: row.GetString(0), IsSecondHand: !row.IsDBNull(1)), ct);
        var bySlug = sources.ToDictionary(s => s.Slug, s => s.IsSecondHand, StringComparer.Ordinal);
        foreach (var slug in merged.Slugs)
            bySlug.TryAdd(slug, bySlug.GetValueOrDefault(merged.Of(slug)));
        return new KnownFacts(await ReadNames.AllAsync(db, ct), bySlug, known);
    }

    /// <summary>Stores a file's terms and sources.</summary>
    internal async Task<StoredNames> StoreNamesAsync(CompiledFacts compiled, CancellationToken ct)
    {
        var (terms, haveNewBroader) = await new StoreTerms(db, db.CommunityId).RunAsync(compiled.Terms, ct);
        var (sources, haveChanged) = await StoreSources.RunAsync(db, compiled.Sources, terms, ct);
        return new StoredNames(terms, sources, haveNewBroader || haveChanged);
    }

    /// <summary>What no new name and no new claim shows is a step of its own, so that every process reads it.</summary>
    private async Task AddStepAsync(string actor, CancellationToken ct)
    {
        var last = await db.NameSteps.Where(s => s.Action == RevisionAction.Imported).MaxAsync(s => (int?)s.Number, ct) ?? 0;
        db.NameSteps.Add(new NameStep { Number = last + 1, Action = RevisionAction.Imported, Actor = actor, At = clock.UtcNow });
    }
}

/// <summary>The terms and sources of a file, in the store.</summary>
/// <param name="Terms">The rows of all terms, by their names in files.</param>
/// <param name="Sources">All sources, by their names in files.</param>
/// <param name="HaveChanged">Whether a source that was stored before, or a term's place under broader ones, is now another.</param>
internal sealed record StoredNames(Dictionary<string, long> Terms, Dictionary<string, StoredSource> Sources, bool HaveChanged);

/// <summary>How a file is imported.</summary>
/// <param name="DryRun">Only says what would happen.</param>
/// <param name="Actor">Who answers for it in the history.</param>
public sealed record ImportOptions(bool DryRun = false, string Actor = "file")
{
    /// <summary>Whether topics and names that nobody knows are added, with a warning for each, instead of being errors.</summary>
    public bool AddsNames { get; init; }
}

/// <summary>The result of an import.</summary>
/// <param name="Problems">Errors and warnings, in the order of the file.</param>
/// <param name="Facts">How many facts could be read.</param>
/// <param name="Added">How many are new.</param>
/// <param name="Changed">How many got another content.</param>
/// <param name="IsDryRun">Whether nothing was to be changed.</param>
public sealed record ImportOutcome(IReadOnlyList<FactProblem> Problems, int Facts, int Added, int Changed, bool IsDryRun)
{
    public bool HasErrors => Problems.Any(p => p.IsError);

    /// <summary>The addresses that the file gives, where it was only checked.</summary>
    public IReadOnlyList<FactLink> Links { get; init; } = [];
}
