using AdvocacyBot.Core.Facts.Terms;
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

    /// <summary>Who did it.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];

    /// <summary>Whom it was done to or sent to.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Whom it is against.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    public IReadOnlyList<string> Places { get; init; } = [];

    public IReadOnlyList<string> Sources { get; init; } = [];

    public IReadOnlyList<string> DisputedBy { get; init; } = [];

    /// <summary>A source that is described in the fact's own columns.</summary>
    public CompiledSource? OwnSource { get; init; }

    public IReadOnlyList<(LinkKind Kind, string Id)> Links { get; init; } = [];

    public ClaimStatus Status { get; init; }

    public ClaimRank Rank { get; init; }

    public DateOnly? ReviewBy { get; init; }

    /// <summary>The slug of the term that a count counts, or the ISO 4217 code of an amount.</summary>
    public string? Unit { get; init; }

    /// <summary>The stems of every word that the fact can be found by, separated by single spaces.</summary>
    public required string SearchText { get; init; }

    /// <summary>
    /// Claims with the same key speak of the same thing. Who did it is part of the key only without an event: of one event, two
    /// sources may name two organizers and still mean the same delegations.
    /// </summary>
    public string CaseKey => string.Join(
        '|',
        Topic,
        Event is null ? Key([.. Subjects, .. Actors]) : string.Join('/', [Event, .. Subjects.Order(StringComparer.Ordinal)]),
        Key([.. Recipients, .. Targets, .. Places]),
        When,
        Unit ?? Digest.Short(Record["text.en"] ?? ""));

    private static string Key(IReadOnlyList<string> slugs) => string.Join('+', slugs.Order(StringComparer.Ordinal));
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

/// <summary>A file ready to be stored, if it has no errors.</summary>
internal sealed record CompiledFacts(
    IReadOnlyList<TermEntry> Terms, IReadOnlyList<CompiledSource> Sources, IReadOnlyList<FactEntry> Facts, IReadOnlyList<FactProblem> Problems)
{
    public required bool HasErrors { get; init; }

    /// <summary>The addresses that the file gives.</summary>
    public IReadOnlyList<FactLink> Links { get; init; } = [];
}

/// <summary>The stored names, sources and claims that a file can refer to.</summary>
/// <param name="Names">Of all terms.</param>
/// <param name="Sources">And whether each is only known through another.</param>
/// <param name="Claims">Their ids.</param>
internal sealed record KnownFacts(NameDictionary Names, IReadOnlyDictionary<string, bool> Sources, IReadOnlyCollection<string> Claims);
