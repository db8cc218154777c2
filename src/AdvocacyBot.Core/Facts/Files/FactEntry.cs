using System.Globalization;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Facts.Asking;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>A fact whose names and sources are looked up, by their names in files.</summary>
internal sealed record FactEntry(FactRecord Record)
{
    public string? Id { get; init; }

    public required string Topic { get; init; }

    public IReadOnlyList<string> Also { get; init; } = [];

    public string? Event { get; init; }

    public required ValueKind Kind { get; init; }

    public FactValue? Value { get; init; }

    public string? When { get; init; }

    public Period? Period { get; init; }

    public IReadOnlyList<string> Participants { get; init; } = [];

    public bool? NamesComplete { get; init; }

    public IReadOnlyList<string> Subjects { get; init; } = [];

    public IReadOnlyList<string> Places { get; init; } = [];

    public IReadOnlyList<string> Sources { get; init; } = [];

    public IReadOnlyList<string> DisputedBy { get; init; } = [];

    /// <summary>A source that is described in the fact's own columns.</summary>
    public CompiledSource? OwnSource { get; init; }

    public IReadOnlyList<(LinkKind Kind, string Id)> Links { get; init; } = [];

    public ClaimStatus Status { get; init; }

    public ClaimRank Rank { get; init; }

    public DateOnly? ReviewBy { get; init; }

    public string? Unit => Record["unit"];

    /// <summary>Claims with the same key speak of the same thing.</summary>
    public string CaseKey => string.Join('|', Topic, Event ?? string.Join('+', Subjects.Order(StringComparer.Ordinal)), When, Unit ?? Digest.Short(Record["text.en"] ?? ""));

    /// <summary>The stems of every word that the fact can be found by.</summary>
    public string SearchText => Stems.Search(
        LanguageNames.All.SelectMany(l => new[] { Record[$"text.{l.Code}"], Record[$"scope.{l.Code}"] }).OfType<string>()
            .Append(Value?.Number.ToString(CultureInfo.InvariantCulture)).OfType<string>()
            .Concat(Record.List("keywords")));
}

/// <summary>A source whose publisher is looked up.</summary>
internal sealed record CompiledSource(string Slug, string Publisher)
{
    public string? Title { get; init; }

    public string? Url { get; init; }

    public string? Archive { get; init; }

    public string? Published { get; init; }

    public DateOnly? Accessed { get; init; }

    public Language Language { get; init; }

    public SourceKind Kind { get; init; } = SourceKind.Report;

    public string? Via { get; init; }
}

/// <summary>A file ready to be stored, where it has no errors.</summary>
internal sealed record CompiledFacts(
    IReadOnlyList<TermEntry> Terms, IReadOnlyList<CompiledSource> Sources, IReadOnlyList<FactEntry> Facts, IReadOnlyList<FactProblem> Problems)
{
    public required bool HasErrors { get; init; }

    /// <summary>The addresses that the file gives.</summary>
    public IReadOnlyList<FactLink> Links { get; init; } = [];
}

/// <summary>What is stored already, as far as a file can refer to it.</summary>
/// <param name="Names">Of all terms.</param>
/// <param name="Sources">And whether each is known through another alone.</param>
/// <param name="Claims">Their ids.</param>
internal sealed record KnownFacts(NameDictionary Names, IReadOnlyDictionary<string, bool> Sources, IReadOnlyCollection<string> Claims);

/// <summary>A number and how it is meant: 8, 50+, >=6661, ~3700000.</summary>
internal readonly partial record struct FactValue(Comparator Comparator, decimal Number)
{
    public static FactValue? Parse(string? text)
    {
        if (text is null || Form().Match(text) is not { Success: true } match
            || !decimal.TryParse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return null;
        var comparator = (match.Groups["how"].Value, match.Groups["more"].Value) switch
        {
            ("", "+") => Comparator.OrMore,
            (">=" or "≥", "") => Comparator.AtLeast,
            ("~", "") => Comparator.About,
            ("" or "=", "") => Comparator.Exactly,
            _ => (Comparator?)null,
        };
        return comparator is { } read ? new FactValue(read, number) : null;
    }

    [GeneratedRegex(@"^(?<how>=|>=|≥|~)?\s*(?<number>\d{1,15}(?:\.\d{1,6})?)(?<more>\+)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Form();
}

/// <summary>Finds words that mean another day tomorrow.</summary>
internal static partial class RelativeDates
{
    public static string? FindIn(string text) => Pattern().Match(Folding.Fold(text)) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(
        @"\b(?:today|yesterday|tomorrow|last (?:week|month|year)|next (?:week|month|year)|this (?:week|month|year)|(?:week|month|year)s? ago|aujourd'hui|demain|la semaine derniere|le mois dernier|l'annee derniere|cette annee|hoy|ayer|la semana pasada|el mes pasado|el ano pasado|este ano)\b",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Pattern();
}
