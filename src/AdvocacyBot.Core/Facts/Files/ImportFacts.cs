using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Brings a fact file into the store: all of it or, where it has an error, nothing. The same file again changes nothing.</summary>
public sealed class ImportFacts
{
    private const int Batch = 500;
    private readonly BotDb db;
    private readonly WriteTransaction write;
    private readonly ClaimWriter writer;

    internal ImportFacts(BotDb db, WriteTransaction write, ClaimWriter writer) => (this.db, this.write, this.writer) = (db, write, writer);

    /// <summary>Imports what the bot comes with; for the host, at start.</summary>
    public async Task BundledAsync(CancellationToken ct)
    {
        foreach (var name in Bundled.All)
        {
            using var reader = Bundled.Open(name);
            var text = await reader.ReadToEndAsync(ct);
            var digest = Digest.Of(text);
            if (await db.ImportedFiles.AnyAsync(f => f.Name == name && f.Digest == digest, ct))
                continue;

            await write.RunAsync("facts", inner => BundledAsync(name, text, digest, inner), ct);
        }
    }

    private async Task BundledAsync(string name, string text, string digest, CancellationToken ct)
    {
        var outcome = await RunAsync(FactFile.ReadYaml(new StringReader(text)), new ImportOptions(Actor: "bundled"), null, ct);
        if (outcome.Problems.FirstOrDefault(p => p.IsError) is { } problem)
            throw new InvalidOperationException($"A bundled file is wrong: {problem.Write(name, Languages.Language.English)}");
        if (await db.ImportedFiles.FindAsync([name], ct) is { } file)
            file.Digest = digest;
        else
            db.ImportedFiles.Add(new ImportedFile { Name = name, Digest = digest });
    }

    /// <summary>Imports a file.</summary>
    /// <param name="path">Its path: .csv is read as CSV, all else as YAML.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told how many facts of how many are stored.</param>
    public async Task<ImportOutcome> FileAsync(string path, ImportOptions options, IProgress<(int Done, int Of)>? progress, CancellationToken ct)
    {
        using var text = new StreamReader(path);
        return await RunAsync(FactFile.Read(path, text), options, progress, ct);
    }

    internal async Task<ImportOutcome> RunAsync(FactFile file, ImportOptions options, IProgress<(int Done, int Of)>? progress, CancellationToken ct)
    {
        var compiled = FactLint.Check(file, await KnownAsync(file, ct));
        if (compiled.HasErrors || options.DryRun)
            return new ImportOutcome(compiled.Problems, compiled.Facts.Count, 0, 0, options.DryRun);

        return await write.RunAsync(
            "facts",
            async inner =>
            {
                var (terms, sources) = await StoreNamesAsync(compiled, inner);
                var (added, changed) = await StoreFactsAsync(compiled.Facts, terms, sources, options, progress, inner);
                return new ImportOutcome(compiled.Problems, compiled.Facts.Count, added, changed, false);
            },
            ct);
    }

    /// <summary>What a file can refer to, as far as it does.</summary>
    internal async Task<KnownFacts> KnownAsync(FactFile file, CancellationToken ct)
    {
        string[] columns = ["conflicts", "differs_in_scope", "supersedes", "corrects"];
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var ids in file.Facts.SelectMany(f => columns.SelectMany(f.List)).Distinct().Chunk(Batch))
            known.UnionWith(await db.Claims.Where(c => ids.Contains(c.PublicId)).Select(c => c.PublicId).ToListAsync(ct));
        return new KnownFacts(await FactsMemory.NamesAsync(db, ct), await db.Sources.Select(s => s.Slug).ToListAsync(ct), known);
    }

    /// <summary>Stores a file's terms and sources, and tells the rows of all that there are.</summary>
    internal async Task<(Dictionary<string, long> Terms, Dictionary<string, StoredSource> Sources)> StoreNamesAsync(CompiledFacts compiled, CancellationToken ct)
    {
        var terms = await StoreTerms.RunAsync(db, compiled.Terms, ct);
        return (terms, await StoreSourcesAsync(compiled.Sources, terms, ct));
    }

    private async Task<Dictionary<string, StoredSource>> StoreSourcesAsync(
        IReadOnlyList<CompiledSource> entries, Dictionary<string, long> terms, CancellationToken ct)
    {
        var stored = await db.Sources.ToDictionaryAsync(s => s.Slug, ct);
        foreach (var entry in entries)
        {
            if (!stored.TryGetValue(entry.Slug, out var source))
            {
                source = new Source { Slug = entry.Slug, PublisherId = terms[entry.Publisher], Language = entry.Language, Kind = entry.Kind };
                db.Sources.Add(stored[entry.Slug] = source);
            }

            (source.PublisherId, source.Title, source.Url, source.ArchiveUrl) = (terms[entry.Publisher], entry.Title, entry.Url, entry.Archive);
            (source.Published, source.Accessed, source.Language, source.Kind) = (entry.Published, entry.Accessed, entry.Language, entry.Kind);
        }

        await db.SaveChangesAsync(ct);
        foreach (var entry in entries)
            stored[entry.Slug].ViaId = entry.Via is { } via ? stored[via].Id : null;
        await db.SaveChangesAsync(ct);
        return ClaimWriter.Chains(stored.Values);
    }

    private async Task<(int Added, int Changed)> StoreFactsAsync(
        IReadOnlyList<FactEntry> facts, Dictionary<string, long> terms, Dictionary<string, StoredSource> sources, ImportOptions options,
        IProgress<(int Done, int Of)>? progress, CancellationToken ct)
    {
        var numbers = await writer.NumbersAsync(facts.Select(f => f.Id).OfType<string>(), ct);
        var (added, changed, done) = (0, 0, 0);
        var links = new List<(string From, LinkKind Kind, string To, string? Note)>();
        foreach (var batch in facts.Chunk(Batch))
        {
            var hashes = batch.Select(f => Digest.Of(FactJson.Write(f.Record))).ToList();
            var stored = await StoredAsync([.. batch.Select(f => f.Id).OfType<string>()], hashes, ct);
            foreach (var (fact, hash) in batch.Zip(hashes))
            {
                var isNew = fact.Id is null || !stored.Ids.Contains(fact.Id);
                if (stored.Hashes.Contains((isNew ? null : fact.Id, hash)))
                    continue;

                var claim = await writer.WriteAsync(fact, fact.Id ?? numbers.Next(), terms, sources, isNew, hash, options, ct);
                links.AddRange(fact.Links.Select(l => (claim.PublicId, l.Kind, l.Id, fact.Record["note"])));
                (added, changed) = isNew ? (added + 1, changed) : (added, changed + 1);
            }

            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
            progress?.Report((done += batch.Length, facts.Count));
        }

        await writer.LinkAsync(links, ct);
        return (added, changed);
    }

    /// <summary>The claims with these ids; and of all contents, which claim has them.</summary>
    private async Task<(HashSet<string> Ids, HashSet<(string? Id, string Hash)> Hashes)> StoredAsync(
        List<string> ids, List<string> hashes, CancellationToken ct)
    {
        var rows = await db.Claims
            .Where(c => ids.Contains(c.PublicId) || (c.ImportHash != null && hashes.Contains(c.ImportHash)))
            .Select(c => new { c.PublicId, c.ImportHash })
            .ToListAsync(ct);
        var known = rows.Where(r => r.ImportHash is not null).SelectMany(r => new[] { ((string?)r.PublicId, r.ImportHash!), (null, r.ImportHash!) });
        return (rows.Select(r => r.PublicId).ToHashSet(StringComparer.Ordinal), [.. known]);
    }
}

/// <summary>How a file is imported.</summary>
/// <param name="DryRun">Only says what would happen.</param>
/// <param name="Propose">Leaves what is new to be approved by an organizer, instead of publishing it.</param>
/// <param name="Actor">Who answers for it in the history.</param>
public sealed record ImportOptions(bool DryRun = false, bool Propose = false, string Actor = "file");

/// <summary>What became of an import.</summary>
/// <param name="Problems">Errors and warnings, in the order of the file.</param>
/// <param name="Facts">How many facts could be read.</param>
/// <param name="Added">How many are new.</param>
/// <param name="Changed">How many got another content.</param>
/// <param name="IsDryRun">Whether nothing was to be changed.</param>
public sealed record ImportOutcome(IReadOnlyList<FactProblem> Problems, int Facts, int Added, int Changed, bool IsDryRun)
{
    public bool HasErrors => Problems.Any(p => p.IsError);
}
