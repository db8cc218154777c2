namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>A question as it was read: what fills its slots, and the words that have to stand in whatever answers it.</summary>
internal sealed record Question
{
    /// <summary>Each has to be met by a claim's topic.</summary>
    public IReadOnlyList<NameSlot> Topics { get; init; } = [];

    /// <summary>Each has to be named by a claim, or have published it.</summary>
    public IReadOnlyList<NameSlot> Names { get; init; } = [];

    /// <summary>A claim's time has to overlap one of them.</summary>
    public IReadOnlyList<Period> Times { get; init; } = [];

    /// <summary>A day or month of any year: "May 31".</summary>
    public (int Month, int? Day)? Season { get; init; }

    /// <summary>Stems that have to stand in the claim, numbers among them.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The same words as they were typed, for telling which were not understood.</summary>
    public IReadOnlyList<string> Typed { get; init; } = [];

    /// <summary>Stems that have to stand in the claim next to each other.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];

    public IReadOnlySet<Verb> Verbs { get; init; } = new HashSet<Verb>();

    /// <summary>Claims asked for by their ids.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Whether a figure is wanted that only arithmetic could give.</summary>
    public bool WantsArithmetic { get; init; }

    /// <summary>How the question was understood, where a word was repaired for it.</summary>
    public string? Repaired { get; init; }

    /// <summary>Whether the topic stands for a question word, and so was not said.</summary>
    public bool IsHinted { get; init; }

    public bool Has(Verb verb) => Verbs.Contains(verb);

    public bool IsEmpty =>
        Topics.Count == 0 && Names.Count == 0 && Times.Count == 0 && Season is null && Words.Count == 0 && Phrases.Count == 0 && Ids.Count == 0;

    /// <summary>Whether nothing but a time was asked, which many different things belong to.</summary>
    public bool IsTimeAlone =>
        !WantsArithmetic && (Times.Count > 0 || Season is not null)
        && Topics.Count == 0 && Names.Count == 0 && Words.Count == 0 && Phrases.Count == 0 && Ids.Count == 0;

    /// <summary>Whether a time is one of those asked for; any is where none was.</summary>
    public bool Meets(Period? period) =>
        (Times.Count == 0 || (period is { } time && Times.Any(t => t.Overlaps(time))))
        && (Season is not { } season || (period is { } of && IsIn(of, season)));

    private static bool IsIn(Period period, (int Month, int? Day) season)
    {
        if (period.From == DateOnly.MinValue)
            return false;
        var month = Period.Month(period.From.Year, season.Month);
        return season.Day is { } day && day <= month.To.Day
            ? period.Overlaps(Period.Day(new DateOnly(period.From.Year, season.Month, day)))
            : season.Day is null && period.Overlaps(month);
    }

    /// <summary>Whether nothing but a number was asked, which then has to be the claim's own.</summary>
    public bool IsBareNumber =>
        Topics.Count == 0 && Names.Count == 0 && Words.Count > 0 && Words.All(w => char.IsAsciiDigit(w[0]));

    /// <summary>The names that tell claims of one topic apart: all but the events that they all belong to.</summary>
    public IEnumerable<NameSlot> Participants => Names.Where(n => n.Terms.All(t => t.Kind != TermKind.Event));
}

/// <summary>A name in a question, with all that it can mean.</summary>
/// <param name="Text">Its folded words.</param>
/// <param name="Terms">What it can mean.</param>
internal sealed record NameSlot(string Text, IReadOnlyList<KnownTerm> Terms)
{
    public bool Equals(NameSlot? other) => other is not null && other.Text == Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
