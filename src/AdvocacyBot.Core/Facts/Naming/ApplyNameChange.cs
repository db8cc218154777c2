using AdvocacyBot.Core.Facts.Editing;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Facts.Uploads;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Naming;

/// <summary>Checks a change against the store and makes it, within the present transaction. Additions take the way of fact files.</summary>
internal sealed class ApplyNameChange(BotDb db, ImportFacts import, Corrections corrections)
{
    /// <param name="change">What to do.</param>
    /// <param name="isDryRun">Only checks.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Why it cannot be done; nothing is changed then.</returns>
    public async Task<IReadOnlyList<FactProblem>> RunAsync(NameChange change, bool isDryRun, CancellationToken ct)
    {
        var names = await ReadNames.AllAsync(db, ct);
        return change.Kind switch
        {
            NameChangeKind.AddTerm or NameChangeKind.AddName or NameChangeKind.AddSource => await AddAsync(change, names, isDryRun, ct),
            NameChangeKind.RemoveSource => await new RemoveNames(db).SourceAsync(change.Subject, isDryRun, ct),
            NameChangeKind.MergeSource => await new MergeSources(db).RunAsync(change.Subject, change["into"]!, isDryRun, ct),
            NameChangeKind.ImportFile => await ImportAsync(change, isDryRun, ct),
            _ => await ChangeAsync(change, names, isDryRun, ct),
        };
    }

    /// <summary>Imports an uploaded file; messages that cited a fact that it changes are corrected.</summary>
    private async Task<IReadOnlyList<FactProblem>> ImportAsync(NameChange change, bool isDryRun, CancellationToken ct)
    {
        var options = UploadedFile.OptionsFor(change, isDryRun);
        var compiled = await import.CompileAsync(UploadedFile.Read(change), options with { DryRun = true }, ct);
        if (compiled.HasErrors || isDryRun)
            return [.. compiled.Problems.Where(p => p.IsError)];

        var changed = (await new CompareFacts(db).RunAsync(compiled.Facts, ct)).Where(f => f.Effect == UploadEffect.Changed).ToList();
        await import.StoreAsync(compiled, options, null, ct);
        var changes = changed.Where(fact => fact.Changes.Count > 0).ToDictionary(fact => fact.Id!, fact => fact.Changes, StringComparer.Ordinal);
        var ids = changes.Keys.ToList();
        var claims = await db.Claims.AsNoTracking().Where(c => ids.Contains(c.PublicId) && c.Status == ClaimStatus.Published).ToListAsync(ct);
        await corrections.TellAsync(claims.ConvertAll(claim => new Correction(claim, changes[claim.PublicId])), ct);
        return [];
    }

    private async Task<IReadOnlyList<FactProblem>> AddAsync(NameChange change, NameDictionary names, bool isDryRun, CancellationToken ct)
    {
        var file = change.Kind == NameChangeKind.AddSource ? SourceFile(change, names) : TermFile(change, names);
        var taken = file.Terms.SelectMany(t => t.Names.Select(n => (Entry: t, Name: n)))
            .Select(n => (n.Name.Text, Other: names.Named(n.Name.Text).FirstOrDefault(t => IsAlike(t.Kind, n.Entry, names))))
            .Where(n => n.Other is not null)
            .Select(n => FactProblem.Error(1, 1, "naming.exists", n.Text, n.Other!.Label(Language.English)))
            .ToList();
        if (taken.Count > 0)
            return taken;
        if (change.Kind == NameChangeKind.AddSource && await IsTakenAsync(change, ct))
            return [FactProblem.Error(1, 1, "naming.source.exists", change.Subject)];
        var compiled = await import.CheckAsync(file, ct);
        if (compiled.Problems.Where(p => p.IsError).ToList() is { Count: > 0 } wrong)
            return wrong;
        if (!isDryRun)
            await import.StoreNamesAsync(compiled, ct);
        return [];
    }

    /// <summary>A source is replaced only if its id is given; that of a merged one stands for another source for good.</summary>
    private async Task<bool> IsTakenAsync(NameChange change, CancellationToken ct) =>
        (change["id"] is null && await db.Sources.AnyAsync(s => s.Slug == change.Subject, ct))
        || (await MergedSources.ReadAsync(db, ct)).Slugs.Contains(change.Subject);

    private async Task<IReadOnlyList<FactProblem>> ChangeAsync(NameChange change, NameDictionary names, bool isDryRun, CancellationToken ct)
    {
        var slug = change.Kind == NameChangeKind.RemoveName ? change["of"]! : change.Subject;
        if (names.BySlug(slug) is not { } term)
            return [FactProblem.Error(1, 1, "naming.unknown", slug)];
        if (change.Kind == NameChangeKind.RemoveName)
            return await new RemoveNames(db).NameAsync(term, change.Subject, isDryRun, ct);
        if (change.Kind == NameChangeKind.RemoveTerm)
            return await new RemoveNames(db).TermAsync(term, isDryRun, ct);
        return names.BySlug(change["into"]!) is { } into
            ? await new MergeNames(db, import).RunAsync(term, into, isDryRun, ct)
            : [FactProblem.Error(1, 1, "naming.unknown", change["into"]!)];
    }

    /// <summary>A topic and a unit may share a name, and either may share it with nothing else.</summary>
    private static bool IsAlike(TermKind kind, TermEntry entry, NameDictionary names)
    {
        var own = names.BySlug(entry.Slug)?.Kind ?? entry.TermKind ?? TermKind.Org;
        return Family(kind) == Family(own);

        static int Family(TermKind kind) => kind switch { TermKind.Topic => 0, TermKind.Unit => 1, _ => 2 };
    }

    private static FactFile TermFile(NameChange change, NameDictionary names)
    {
        var file = new FactFile();
        var language = LanguageNames.FromLocale(change["language"]) ?? Language.English;
        if (change.Kind == NameChangeKind.AddName)
        {
            var known = new TermEntry(change["of"]!, 1, 1);
            known.Add(language, change.Subject, NameRole.Alias);
            file.Terms.Add(known);
            return file;
        }

        var entry = new TermEntry(FreeSlug(change.Subject, names), 1, 1) { Kind = change["kind"] };
        foreach (var of in LanguageNames.All)
        {
            if (change[of.Code] is { } label)
                entry.Add(of, label, NameRole.Label);
        }

        foreach (var also in (change["also"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            entry.Add(language, also, NameRole.Alias);
        if (change["broader"] is { } broader)
            entry.Broader.Add(names.BySlug(broader)?.Slug ?? (names.Named(broader) is [var named, ..] ? named.Slug : broader));
        file.Terms.Add(entry);
        return file;
    }

    /// <summary>A publisher that is not known yet comes with its source.</summary>
    private static FactFile SourceFile(NameChange change, NameDictionary names)
    {
        var file = new FactFile();
        var publisher = change["publisher"]!;
        if (FileNames.Find(names, publisher) is null)
        {
            var organization = new TermEntry(FreeSlug(publisher, names), 1, 1) { Kind = "org" };
            organization.Add(Language.English, publisher, NameRole.Label);
            file.Terms.Add(organization);
        }

        var source = new SourceEntry(change.Subject, 1, 1);
        foreach (var (column, value) in change.Columns.Where(c => c.Key != "id"))
            source.Cells[column] = new FactCell([value], 1, 1);
        file.Sources.Add(source);
        return file;
    }

    private static string FreeSlug(string name, NameDictionary names)
    {
        var slug = NameChangeText.SlugOf(name);
        var free = slug;
        for (var i = 2; names.BySlug(free) is not null; i++)
            free = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{slug}-{i}");
        return free;
    }
}
