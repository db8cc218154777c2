namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Checks a file whole: what keeps it from being imported, and what an editor should look at.</summary>
internal static class FactLint
{
    public static CompiledFacts Check(FactFile file, KnownFacts known)
    {
        var compiled = new FactCompiler(file, known).Compile();
        Warn(file, compiled);
        return compiled with { Problems = [.. compiled.Problems.OrderBy(p => p.Line).ThenBy(p => p.Column)] };
    }

    private static void Warn(FactFile file, CompiledFacts compiled)
    {
        foreach (var source in file.Sources.Where(s => s["url"] is not null && s["archive"] is null))
            file.Problems.Add(FactProblem.Warning(source.Line, source.Column, "warn.archive", source.Slug));

        foreach (var same in compiled.Facts.GroupBy(f => f.CaseKey).Where(g => g.Select(f => f.Value).Distinct().Count() > 1))
        {
            var explained = same.Any(f => f.Links.Count > 0);
            foreach (var fact in same.Where(_ => !explained))
                file.Problems.Add(fact.Record.Warning("value", "warn.differ"));
        }
    }
}
