using AdvocacyBot.Core.Facts.Asking;
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
        foreach (var name in (string[])["topics", "countries", "names", "facts"])
        {
            using var text = Bundled.Open($"{name}.yaml");
            var outcome = await RunAsync(FactFile.ReadYaml(text), new ImportOptions(), null, ct);
            if (outcome.HasErrors)
                throw new InvalidOperationException($"The bundled {outcome.Problems[0].Write($"{name}.yaml", Languages.Language.English)}");
        }
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
        var compiled = FactLint.Check(file, await KnownAsync(ct));
        if (compiled.HasErrors || options.DryRun)
            return new ImportOutcome(compiled.Problems, compiled.Facts.Count, 0, 0, options.DryRun);

        return await write.RunAsync(
            "facts",
            async inner =>
            {
                var terms = await StoreTermsAsync(compiled.Terms, inner);
                var sources = await StoreSourcesAsync(compiled.Sources, terms, inner);
                var (added, changed) = await StoreFactsAsync(compiled.Facts, terms, sources, options, progress, inner);
                return new ImportOutcome(compiled.Problems, compiled.Facts.Count, added, changed, false);
            },
            ct);
    }

    internal async Task<KnownFacts> KnownAsync(CancellationToken ct) =>
        new(await FactsMemory.NamesAsync(db, ct),
            await db.Sources.Select(s => s.Slug).ToListAsync(ct),
            await db.Claims.Select(c => c.PublicId).ToListAsync(ct));

    private async Task<Dictionary<string, long>> StoreTermsAsync(IReadOnlyList<TermEntry> entries, CancellationToken ct)
    {
        var slugs = entries.Select(e => e.Slug).ToList();
        var stored = await db.Terms.Include(t => t.Names).Where(t => slugs.Contains(t.Slug)).ToDictionaryAsync(t => t.Slug, ct);
        foreach (var entry in entries)
        {
            if (!stored.TryGetValue(entry.Slug, out var term))
            {
                term = new Term { Slug = entry.Slug, Kind = entry.TermKind ?? TermKind.Org };
                db.Terms.Add(stored[entry.Slug] = term);
            }

            var known = term.Names.Select(n => (n.Language, n.Folded, n.Role)).ToHashSet();
            foreach (var (language, text, role) in entry.Names)
            {
                var folded = QuestionTokens.Join(text);
                if (folded.Length > 0 && known.Add((language, folded, role)))
                    term.Names.Add(new TermName { Language = language, Text = text, Folded = folded, Role = role });
            }
        }

        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return await db.Terms.ToDictionaryAsync(t => t.Slug, t => t.Id, ct);
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
        var ids = await db.Claims.Select(c => new { c.PublicId, c.ImportHash }).ToListAsync(ct);
        var known = ids.ToDictionary(c => c.PublicId, c => c.ImportHash, StringComparer.Ordinal);
        var hashes = ids.Select(c => c.ImportHash).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var numbers = await writer.NumbersAsync(facts.Select(f => f.Id).OfType<string>(), ct);
        var (added, changed, done) = (0, 0, 0);
        var links = new List<(string From, LinkKind Kind, string To, string? Note)>();
        foreach (var batch in facts.Chunk(Batch))
        {
            foreach (var fact in batch)
            {
                var hash = Digest.Of(FactJson.Write(fact.Record));
                var isKnown = fact.Id is { } id && known.TryGetValue(id, out var old) ? old == hash : hashes.Contains(hash);
                if (isKnown)
                    continue;

                var isNew = fact.Id is null || !known.ContainsKey(fact.Id);
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
