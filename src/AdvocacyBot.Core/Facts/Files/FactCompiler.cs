using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>
/// Turns a file as written into facts that can be stored: looks up names and sources, reads times and values, and reports every
/// problem at once. Used once per file.
/// </summary>
internal sealed class FactCompiler
{
    private readonly HashSet<string> sources;
    private readonly HashSet<string> claims;
    private readonly FactProblems problems;
    private readonly UnitTerms units;

    /// <param name="file">As written.</param>
    /// <param name="known">What is stored already.</param>
    public FactCompiler(FactFile file, KnownFacts known)
    {
        problems = file.Problems;
        File = file;
        Names = FileNames.Merge(known.Names, file.Terms);
        units = new UnitTerms(Names);
        sources = [.. known.Sources.Keys, .. file.Sources.Select(s => s.Slug)];
        claims = [.. known.Claims, .. file.Facts.Select(f => f["id"]).OfType<string>()];
    }

    public FactFile File { get; }

    /// <summary>The names stored and those that the file adds.</summary>
    public NameDictionary Names { get; }

    public CompiledFacts Compile()
    {
        foreach (var repeated in File.Facts.Where(f => f["id"] is not null).GroupBy(f => f["id"]).SelectMany(g => g.Skip(1)))
            problems.Add(repeated.Error("id", "fact.twice", repeated["id"]!));

        var reader = new SourceCompiler(Names, sources, problems);
        var compiledSources = File.Sources.Select(reader.Compile).OfType<CompiledSource>().ToList();
        var compiled = File.Facts.Select(Compile).OfType<FactEntry>().ToList();
        compiledSources.AddRange(compiled.Select(f => f.OwnSource).OfType<CompiledSource>().DistinctBy(s => s.Slug));
        return new CompiledFacts([.. File.Terms, .. units.Added], compiledSources, compiled, problems) { HasErrors = problems.Errors > 0 };
    }

    private FactEntry? Compile(FactRecord fact)
    {
        var before = problems.Errors;
        var topic = Topic(fact, fact["topic"]);
        if (fact["topic"] is null)
            problems.Add(fact.Error("topic", "fact.topic.missing"));
        var when = fact["when"];
        var period = Period.Parse(when);
        if (when is not null && period is null)
            problems.Add(fact.Error("when", when.Contains('/', StringComparison.Ordinal) ? "fact.range" : "fact.when", when));

        var value = Value(fact);
        var names = All(fact, "names");
        CheckNames(fact, value, names.Count);
        CheckTexts(fact, value);
        var kind = KindOf(fact, value, names.Count);
        var entry = new FactEntry(fact)
        {
            SearchText = "",
            Unit = kind == ValueKind.Count ? units.Resolve(fact) : fact["unit"],
            Id = fact["id"],
            Topic = topic?.Slug ?? "",
            Also = [.. fact.List("also").Select(t => Topic(fact, t)).OfType<KnownTerm>().Select(t => t.Slug)],
            Event = fact["event"] is { } named ? Resolve(fact, "event", named)?.Slug : null,
            Kind = kind,
            Value = value,
            When = period is null ? null : when,
            Period = period,
            Participants = names,
            NamesComplete = names.Count == 0 ? null : !string.Equals(fact["names_complete"], "false", StringComparison.OrdinalIgnoreCase),
            Subjects = All(fact, "subjects"),
            Actors = All(fact, "by"),
            Recipients = All(fact, "to"),
            Targets = All(fact, "against"),
            Places = All(fact, "places"),
            Sources = Known(fact, "source", sources, "fact.source"),
            DisputedBy = Known(fact, "disputed_by", sources, "fact.source"),
            OwnSource = new SourceCompiler(Names, sources, problems).OfFact(fact),
            Links = [.. Links(fact)],
            Status = Read(fact, "status", ClaimStatus.Published),
            Rank = Read(fact, "rank", ClaimRank.Normal),
            ReviewBy = Day(fact, "review_by"),
        };
        if (entry.Sources.Count == 0 && entry.OwnSource is null && fact.List("source").Count == 0)
            problems.Add(fact.Error("source", "fact.source.missing"));
        if (fact["id"] is { } id && !IsPublicId(id))
            problems.Add(fact.Error("id", "fact.id", id));
        return problems.Errors == before ? entry with { SearchText = ClaimSearchText.Of(entry, Names) } : null;
    }

    /// <summary>"12 %" is 12 of the unit percent.</summary>
    private FactValue? Value(FactRecord fact)
    {
        if (fact["value"] is not { } written)
            return null;
        var number = written.TrimEnd();
        if (number.EndsWith('%'))
        {
            if (fact["unit"] is { } unit && units.Resolve(fact) != UnitTerms.Percent)
            {
                problems.Add(fact.Error("value", "fact.value.percent", written, unit));
                return null;
            }

            number = number[..^1];
            fact.Cells["unit"] = new FactCell([UnitTerms.Percent], fact.At("value").Line, fact.At("value").Column);
        }

        var (value, problem) = FactValue.Read(number, units.IsWhole(fact));
        if (problem is not null)
            problems.Add(fact.Error("value", problem, written));
        return value;
    }

    private void CheckNames(FactRecord fact, FactValue? value, int names)
    {
        if (names > 0 && value is { } count && count.Number != names && fact["names_complete"] is not "false" && fact["unit"]?.Length != 3)
            problems.Add(fact.Error("names", "fact.names", count.Number, names));
        if (fact["names_complete"] is { } complete && complete is not ("true" or "false"))
            problems.Add(fact.Error("names_complete", "fact.value", complete));
    }

    private void CheckTexts(FactRecord fact, FactValue? value)
    {
        foreach (var language in LanguageNames.All.Select(l => l.Code))
        {
            var says = value is null ? fact[$"text.{language}"] : fact[$"scope.{language}"] ?? fact[$"text.{language}"];
            if (says is null && fact.List("names").Count == 0)
                problems.Add(fact.Warning("text.en", "fact.translation", language));
            foreach (var column in (string[])[$"text.{language}", $"scope.{language}"])
            {
                if (fact[column] is { } text && RelativeDates.FindIn(text) is { } relative)
                    problems.Add(fact.Error(column, "fact.relative", relative));
                if (fact[column] is { } headline && headline.TrimEnd().EndsWith('?'))
                    problems.Add(fact.Warning(column, "fact.headline"));
            }
        }

        if (LanguageNames.All.All(l => fact[$"text.{l.Code}"] is null && fact[$"scope.{l.Code}"] is null) && fact.List("names").Count == 0)
            problems.Add(fact.Error("text.en", "fact.text.missing"));
    }

    private static ValueKind KindOf(FactRecord fact, FactValue? value, int names)
    {
        if (string.Equals(fact["kind"], "date", StringComparison.OrdinalIgnoreCase))
            return ValueKind.Date;
        if (value is not null)
            return fact["unit"] is { Length: 3 } unit && unit.All(char.IsAsciiLetterUpper) ? ValueKind.Money : ValueKind.Count;
        return names > 0 ? ValueKind.List : ValueKind.Text;
    }

    private IEnumerable<(LinkKind, string)> Links(FactRecord fact) =>
        from pair in (IEnumerable<(string Column, LinkKind Kind)>)
            [("conflicts", LinkKind.Conflicts), ("differs_in_scope", LinkKind.DiffersInScope), ("supersedes", LinkKind.Supersedes), ("corrects", LinkKind.Corrects)]
        from id in Known(fact, pair.Column, claims, "fact.unknown")
        select (pair.Kind, id);

    private IReadOnlyList<string> Known(FactRecord fact, string column, HashSet<string> known, string problem)
    {
        var values = fact.List(column);
        problems.AddRange(values.Where(v => !known.Contains(v)).Select(v => fact.Error(column, problem, v)));
        return [.. values.Where(known.Contains)];
    }

    private KnownTerm? Topic(FactRecord fact, string? name)
    {
        if (name is null)
            return null;
        var topic = Names.BySlug(name) ?? Names.Named(name).FirstOrDefault(t => t.Kind == TermKind.Topic);
        if (topic is not { Kind: TermKind.Topic })
            problems.Add(fact.Error("topic", "fact.name", name));
        return topic;
    }

    private IReadOnlyList<string> All(FactRecord fact, string column) =>
        [.. fact.List(column).Select(name => Resolve(fact, column, name)).OfType<KnownTerm>().Select(t => t.Slug).Distinct(StringComparer.Ordinal)];

    private KnownTerm? Resolve(FactRecord fact, string column, string name)
    {
        var term = FileNames.Find(Names, name);
        if (term is null)
            problems.Add(fact.Error(column, "fact.name", name));
        return term;
    }

    private T Read<T>(FactRecord fact, string column, T otherwise)
        where T : struct, Enum
    {
        if (fact[column] is not { } text)
            return otherwise;
        if (Enum.TryParse<T>(text, ignoreCase: true, out var value))
            return value;
        problems.Add(fact.Error(column, "fact.value", text));
        return otherwise;
    }

    private DateOnly? Day(FactRecord fact, string column)
    {
        if (fact[column] is not { } text)
            return null;
        if (Period.Parse(text) is { } period)
            return period.To;
        problems.Add(fact.Error(column, "fact.when", text));
        return null;
    }

    private static bool IsPublicId(string id) =>
        id.Length is >= 6 and <= 11 && id.StartsWith("F-", StringComparison.Ordinal) && id.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;
}
