namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Checks a file whole: what keeps it from being imported, and what an editor should look at.</summary>
internal static class FactLint
{
    /// <param name="file">As written.</param>
    /// <param name="known">What is stored already.</param>
    /// <param name="today">What is past its review date by then is warned of.</param>
    public static CompiledFacts Check(FactFile file, KnownFacts known, DateOnly today)
    {
        var compiled = new FactCompiler(file, known).Compile();
        Warn(file, compiled, known, today);
        return compiled with
        {
            Problems = [.. compiled.Problems.OrderBy(p => p.Line).ThenBy(p => p.Column)],
            Links = [.. Links(file)],
        };
    }

    private static void Warn(FactFile file, CompiledFacts compiled, KnownFacts known, DateOnly today)
    {
        foreach (var source in file.Sources.Where(s => s["url"] is not null && s["archive"] is null))
            file.Problems.Add(FactProblem.Warning(source.Line, source.Column, "warn.archive", source.Slug));

        foreach (var same in compiled.Facts.GroupBy(f => f.CaseKey).Where(g => g.Select(f => f.Value).Distinct().Count() > 1))
        {
            var explained = same.Any(f => f.Links.Count > 0);
            foreach (var fact in same.Where(_ => !explained))
                file.Problems.Add(fact.Record.Warning("value", "warn.differ"));
        }

        var secondHand = known.Sources.Where(s => s.Value).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        secondHand.ExceptWith(compiled.Sources.Select(s => s.Slug));
        secondHand.UnionWith(compiled.Sources.Where(s => s.Via is not null).Select(s => s.Slug));
        foreach (var fact in compiled.Facts)
        {
            if ((fact.OwnSource is not { } own || own.Via is not null) && fact.Sources.All(secondHand.Contains))
                file.Problems.Add(fact.Record.Warning("source", "warn.second"));
            if (fact.ReviewBy < today)
                file.Problems.Add(fact.Record.Warning("review_by", "warn.review", fact.Record["review_by"]!));
        }
    }

    /// <summary>Every address that the file gives, once.</summary>
    private static IEnumerable<FactLink> Links(FactFile file) =>
        file.Sources.SelectMany(s => (string[])["url", "archive"], (s, column) => s.Cells.GetValueOrDefault(column))
            .Concat(file.Facts.Select(f => f.Cells.GetValueOrDefault("url")))
            .OfType<FactCell>()
            .Where(cell => cell.Values is [{ Length: > 0 }])
            .Select(cell => new FactLink(cell.Values[0], cell.Line, cell.Column))
            .DistinctBy(link => link.Url);
}

/// <summary>An address in a fact file.</summary>
/// <param name="Url">As written.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public sealed record FactLink(string Url, int Line, int Column);
