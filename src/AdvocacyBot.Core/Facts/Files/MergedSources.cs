using AdvocacyBot.Core.Facts.Naming;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>The sources that two people have merged into others, so that files and histories from before still mean something.</summary>
internal sealed class MergedSources
{
    private readonly Dictionary<string, string> merged = new(StringComparer.Ordinal);

    private MergedSources()
    {
    }

    public IReadOnlyCollection<string> Slugs => merged.Keys;

    public static async Task<MergedSources> ReadAsync(BotDb db, CancellationToken ct)
    {
        var steps = db.NameSteps.AsNoTracking();
        var kind = nameof(NameChangeKind.MergeSource);
        var contents = await (
            from approved in steps
            join proposed in steps on approved.Number equals proposed.Number
            where approved.Action == RevisionAction.Approved && proposed.Action == RevisionAction.Proposed && proposed.Content!.Contains(kind)
            orderby approved.Id
            select proposed.Content).ToListAsync(ct);

        var all = new MergedSources();
        foreach (var change in contents.Select(NameChange.Read).Where(change => change.Kind == NameChangeKind.MergeSource))
            all.merged[change.Subject] = change["into"]!;
        return all;
    }

    /// <summary>The source that a slug stands for now.</summary>
    public string Of(string slug)
    {
        var at = slug;
        for (var steps = 0; steps < merged.Count && merged.TryGetValue(at, out var into); steps++)
            at = into;
        return at;
    }

    /// <summary>A checked file that cites what its sources stand for now, and does not bring back those that are gone.</summary>
    public CompiledFacts Apply(CompiledFacts compiled) => merged.Count == 0
        ? compiled
        : compiled with
        {
            Sources = [.. compiled.Sources.Where(s => !merged.ContainsKey(s.Slug)).Select(s => s.Via is { } via ? s with { Via = Of(via) } : s)],
            Facts = [.. compiled.Facts.Select(Apply)],
        };

    private FactEntry Apply(FactEntry fact)
    {
        var own = fact.OwnSource is { } source && merged.ContainsKey(source.Slug) ? Of(source.Slug) : null;
        return fact with
        {
            Sources = [.. fact.Sources.Select(Of).Concat(own is null ? [] : [own]).Distinct(StringComparer.Ordinal)],
            DisputedBy = [.. fact.DisputedBy.Select(Of).Distinct(StringComparer.Ordinal)],
            OwnSource = own is null ? fact.OwnSource : null,
        };
    }
}
