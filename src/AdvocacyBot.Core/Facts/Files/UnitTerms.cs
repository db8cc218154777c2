using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>
/// Looks up what the numbers of a file count. A unit that is not stored becomes a term by that name, so that a group's own file
/// needs no terms for its units. Used once per file.
/// </summary>
internal sealed class UnitTerms(NameDictionary names)
{
    /// <summary>The slug of the unit of "12 %".</summary>
    public const string Percent = "percent";

    /// <summary>The hint of units that are measured and not counted, such as hectares.</summary>
    private const string Measure = "measure";

    private readonly Dictionary<string, TermEntry> added = new(StringComparer.Ordinal);

    /// <summary>The units that the file brings without declaring them.</summary>
    public IReadOnlyCollection<TermEntry> Added => added.Values;

    /// <summary>The slug of a fact's unit; null if it has none.</summary>
    public string? Resolve(FactRecord fact)
    {
        if (fact["unit"] is not { } unit)
            return null;
        if (Known(unit) is { } known)
            return known.Slug;
        var folded = QuestionTokens.Join(unit);
        if (folded.Length == 0)
            return unit;
        if (!added.TryGetValue(folded, out var entry))
            added[folded] = entry = Make(unit, folded, fact);
        return entry.Slug;
    }

    /// <summary>Whether a fact counts things that have no parts; unknown units and amounts of money may have fractions.</summary>
    public bool IsWhole(FactRecord fact) =>
        fact["unit"] is { } unit && Known(unit) is { } known && !known.Names.Any(n => n is { Role: NameRole.Hint, Folded: Measure });

    private KnownTerm? Known(string unit) =>
        names.BySlug(unit) is { Kind: TermKind.Unit } bySlug ? bySlug : names.Named(unit).FirstOrDefault(t => t.Kind == TermKind.Unit);

    private TermEntry Make(string unit, string folded, FactRecord fact)
    {
        var slug = folded.Replace(' ', '-');
        if (names.BySlug(slug) is not null)
            slug += "-unit";
        var (line, column) = fact.At("unit");
        var entry = new TermEntry(slug, line, column) { Kind = "unit" };
        entry.Add(Language.English, unit, NameRole.Label);
        return entry;
    }
}
