using System.Runtime.InteropServices;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>A question as it was read: what fills its slots, what is wanted, and what keeps it from being answered.</summary>
internal sealed record Question
{
    /// <summary>The language it was read in.</summary>
    public Language Language { get; init; }

    /// <summary>Whether its words leave no doubt about the language.</summary>
    public bool IsLanguageClear { get; init; }

    /// <summary>A claim has to be on each, or mention it.</summary>
    public IReadOnlyList<TopicSlot> Topics { get; init; } = [];

    /// <summary>A claim has to name each, in the part that the question gives it.</summary>
    public IReadOnlyList<NameSlot> Names { get; init; } = [];

    /// <summary>How several names of a kind belong together.</summary>
    public NameJoin Join { get; init; }

    /// <summary>A claim's time has to overlap one of them.</summary>
    public IReadOnlyList<Period> Times { get; init; } = [];

    /// <summary>A day or month of any year: "May 31".</summary>
    public Season? Season { get; init; }

    /// <summary>Words that a claim has to contain.</summary>
    public IReadOnlyList<WordSlot> Words { get; init; } = [];

    /// <summary>Quoted words that a claim has to contain next to each other.</summary>
    public IReadOnlyList<PhraseSlot> Phrases { get; init; } = [];

    /// <summary>Numbers that a claim has to give or mention; years are times.</summary>
    public IReadOnlyList<NumberSlot> Numbers { get; init; } = [];

    /// <summary>The unit that "how many" counts; null if the question does not say.</summary>
    public CountedSlot? Counted { get; init; }

    /// <summary>The ISO 4217 code of a currency that the question names.</summary>
    public string? Currency { get; init; }

    public IReadOnlySet<Aspect> Aspects { get; init; } = new HashSet<Aspect>();

    /// <summary>The parts that no stored fact can answer, in the order of the question.</summary>
    public IReadOnlyList<Obstacle> Obstacles { get; init; } = [];

    /// <summary>Claims asked for by their ids.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Whether only the newest matching time is wanted.</summary>
    public bool WantsLatest { get; init; }

    /// <summary>How the question was understood, if a word was corrected or taken from the question before.</summary>
    public string? Reading { get; init; }

    /// <summary>Whether the topics stand for a question word, and so were not named.</summary>
    public bool IsHinted { get; init; }

    /// <summary>Whether it only makes sense after another question: "and in 2023?".</summary>
    public bool Follows { get; init; }

    public bool Wants(Aspect aspect) => Aspects.Contains(aspect);

    public bool WantsFigure => Wants(Aspect.HowMany) || Wants(Aspect.HowMuch) || Wants(Aspect.Figures);

    /// <summary>Whether nothing narrows down what is asked.</summary>
    public bool IsEmpty =>
        Topics.Count == 0 && Names.Count == 0 && !HasTime && Words.Count == 0 && Phrases.Count == 0 && Ids.Count == 0
        && Numbers.Count == 0 && Counted is null && Obstacles.Count == 0;

    /// <summary>Whether only a time was asked, which many different things belong to.</summary>
    public bool IsTimeOnly =>
        HasTime && Topics.Count == 0 && Names.Count == 0 && Words.Count == 0 && Phrases.Count == 0 && Ids.Count == 0
        && Numbers.Count == 0 && Counted is null && Obstacles.Count == 0;

    /// <summary>Whether only a number was asked, which then has to be the claim's own.</summary>
    public bool IsNumberOnly =>
        Numbers.Count > 0 && Topics.Count == 0 && Names.Count == 0 && Words.Count == 0 && Phrases.Count == 0 && Ids.Count == 0;

    public bool HasTime => Times.Count > 0 || Season is not null;

    /// <summary>Whether a time is one of those asked for; any is if none was.</summary>
    public bool Meets(Period? period) =>
        (Times.Count == 0 || (period is { } time && Times.Any(t => t.Overlaps(time))))
        && (Season is not { } season || (period is { } of && season.IsIn(of)));

    /// <summary>The names that tell claims of one topic apart: all except events, which they share.</summary>
    public IEnumerable<NameSlot> Participants => Names.Where(n => !n.IsEvent);

    public IEnumerable<NameSlot> Events => Names.Where(n => n.IsEvent);
}

/// <summary>The things that a question can ask for.</summary>
internal enum Aspect
{
    Compare,
    Sources,

    /// <summary>Why sources differ.</summary>
    Differ,
    HowMany,
    HowMuch,

    /// <summary>A figure of any kind.</summary>
    Figures,
    When,
    ClockTime,
    Where,
    Who,

    /// <summary>Who did it, and not who was there.</summary>
    Actor,

    /// <summary>The names on a list.</summary>
    Names,

    /// <summary>Countries in general, without asking which: only claims that list or mention countries say something of them.</summary>
    Listed,

    /// <summary>A description: "what is X".</summary>
    What,

    /// <summary>Whether somebody was somewhere.</summary>
    Presence,
}

/// <summary>How several names of a kind belong together.</summary>
internal enum NameJoin
{
    /// <summary>One claim has to name them all.</summary>
    All,

    /// <summary>"and", "both": each has to be found, in one claim or in several.</summary>
    Each,

    /// <summary>"or": at least one has to be found.</summary>
    Any,
}

/// <summary>Something in a question that no stored fact can answer.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Text">The words, folded.</param>
internal sealed record Obstacle(ObstacleKind Kind, string Text);

/// <summary>Why a question cannot be answered, whatever is stored.</summary>
internal enum ObstacleKind
{
    Negation,
    Comparison,
    Superlative,
    Exclusive,
    Duty,
    Opinion,
    Arithmetic,
    Reason,
}

/// <summary>A day or month of any year.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Season(int Month, int? Day)
{
    public bool IsIn(Period period)
    {
        if (period.From == DateOnly.MinValue)
            return false;
        var month = Period.Month(period.From.Year, Month);
        return Day is { } day && day <= month.To.Day
            ? period.Overlaps(Period.Day(new DateOnly(period.From.Year, Month, day)))
            : Day is null && period.Overlaps(month);
    }
}
