using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Facts.Terms;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>One or several words of a question with what they are: small words, a name, a time, a number, or any other word.</summary>
/// <param name="At">Index of the first token.</param>
/// <param name="Length">How many tokens.</param>
/// <param name="Text">Folded.</param>
internal sealed record Piece(int At, int Length, string Text)
{
    private const WordClass Silent = WordClass.Function | WordClass.Filler | WordClass.Pronoun | WordClass.Preposition;
    private const WordClass Verbs = WordClass.Report | WordClass.Research | WordClass.Receive | WordClass.Bear;

    /// <summary>Its function as a small word; a name can have one, too ("published").</summary>
    public WordClass Class { get; init; }

    /// <summary>The terms that it names.</summary>
    public IReadOnlyList<NamedTerm> Names { get; init; } = [];

    /// <summary>Whether it is part of an expression of time.</summary>
    public bool IsTime { get; init; }

    /// <summary>Its value, if it is a number.</summary>
    public decimal? Number { get; init; }

    /// <summary>A word in its own right, or the name of a topic or unit only.</summary>
    public bool IsContent => !IsTime && Number is null && (Names.Count > 0 || Class is WordClass.None or WordClass.Total);

    /// <summary>Whether it names somebody or something other than a topic or unit.</summary>
    public bool IsName => Names.Any(n => n.Term.Kind is not (TermKind.Topic or TermKind.Unit));

    public bool IsEvent => Names.Any(n => n.Term.Kind == TermKind.Event);

    public bool IsTopic => !IsName && Names.Any(n => n.Term.Kind == TermKind.Topic);

    /// <summary>Whether it names a unit, and perhaps a topic as well.</summary>
    public bool IsUnitToo => Names.Any(n => n.Term.Kind == TermKind.Unit);

    public bool IsUnit => !IsName && !IsTopic && Names.Any(n => n.Term.Kind == TermKind.Unit);

    /// <summary>Whether it is a verb that asks about a topic.</summary>
    public bool IsTopicVerb => IsTopic && Names.Any(n => n.Role == NameRole.Verb);

    public bool Is(WordClass any) => (Class & any) != WordClass.None;

    /// <summary>Whether it says nothing: articles, prepositions, politeness.</summary>
    public bool IsSilent => Names.Count == 0 && Number is null && !IsTime && Is(Silent) && !Is(Verbs);
}
