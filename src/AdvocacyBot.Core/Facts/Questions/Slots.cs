using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Facts.Terms;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>A topic in a question.</summary>
/// <param name="Text">Its folded words.</param>
/// <param name="Terms">What it can mean.</param>
/// <param name="Form">The kind of name that was used: a label says exactly this topic, other names may be mere words.</param>
internal sealed record TopicSlot(string Text, IReadOnlyList<KnownTerm> Terms, NameRole Form)
{
    /// <summary>The groups of stems that a claim mentions if it mentions the topic; none if only claims on the topic count.</summary>
    public IReadOnlyList<WordSlot> Words { get; init; } = [];
}

/// <summary>A name in a question.</summary>
/// <param name="Text">Its folded words.</param>
/// <param name="Terms">What it can mean.</param>
/// <param name="Binding">The part that it plays in the question.</param>
internal sealed record NameSlot(string Text, IReadOnlyList<KnownTerm> Terms, Binding Binding = Binding.Any)
{
    public bool IsEvent => Terms.Any(t => t.Kind == TermKind.Event);

    /// <summary>Whether two names could be exchanged for one another: "and Denmark?" after "was Peru there".</summary>
    public bool IsLike(NameSlot other) => Terms.Any(t => other.Terms.Any(o => Family(o.Kind) == Family(t.Kind)));

    private static int Family(TermKind kind) => kind switch
    {
        TermKind.Event => 0,
        TermKind.Country or TermKind.Place => 1,
        _ => 2,
    };
}

/// <summary>The part that a name plays in a question, which decides which parts of a claim it can match.</summary>
internal enum Binding
{
    Any,

    /// <summary>Says it: "according to Amnesty".</summary>
    Source,

    /// <summary>Any part but that of the source: "amnesty killed".</summary>
    NotSource,

    /// <summary>Does it: "did Mexico sell", "by the embassy".</summary>
    Actor,

    /// <summary>Does it to those who are asked for: "who did the students kidnap". No claim that only counts or mentions them answers that.</summary>
    Agent,

    /// <summary>Hands it over: "did the navy file", "did Oman send".</summary>
    Sender,

    /// <summary>Receives it: "to Mexico", "did the CNDH receive".</summary>
    Recipient,

    /// <summary>It is against: "against the navy".</summary>
    Target,

    /// <summary>Pays or suffers it.</summary>
    Bearer,

    /// <summary>Has it done to: "was the navy invited".</summary>
    Passive,

    /// <summary>Follows the verb: "who invited the navy".</summary>
    Object,

    /// <summary>Is where it was: "in Peru".</summary>
    Place,

    /// <summary>French "au Mexique" is both.</summary>
    RecipientOrPlace,
}

/// <summary>A word of a question that a claim has to contain.</summary>
/// <param name="Typed">Folded.</param>
/// <param name="Stems">Any of them is enough: its stems in each language, and those of its synonyms.</param>
internal sealed record WordSlot(string Typed, IReadOnlyList<string> Stems)
{
    /// <summary>The units of counting that the word names: a claim that counts them contains the word.</summary>
    public IReadOnlyList<KnownTerm> Units { get; init; } = [];

    /// <summary>The part that the word plays: "did the navy receive" needs a claim in which some navy is the recipient.</summary>
    public Binding Binding { get; init; }

    /// <summary>Whether a name contains the word.</summary>
    public bool IsIn(KnownName name) => name.Folded.Split(' ').Any(part => Stems.Contains(SearchStem.Of(part, name.Language)));

    public bool Equals(WordSlot? other) => other?.Typed == Typed;

    public override int GetHashCode() => Typed.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A number of a question.</summary>
/// <param name="Value">Multiplied out: 3,700,000 for "3.7 million".</param>
/// <param name="Tokens">As claims contain it if it is not their own number.</param>
internal sealed record NumberSlot(decimal Value, IReadOnlyList<string> Tokens)
{
    /// <summary>Whether it is too particular to occur in a claim by chance: "4.2 million", but not "1".</summary>
    public bool IsPrecise => Value >= 100 || Value != decimal.Truncate(Value);
}

/// <summary>The unit that "how many" counts.</summary>
/// <param name="Typed">The folded words.</param>
/// <param name="Units">The units that they name; none if no stored unit has that name.</param>
/// <param name="Topics">The topics whose label they are.</param>
/// <param name="Stems">Of the head word and its synonyms.</param>
internal sealed record CountedSlot(string Typed, IReadOnlyList<KnownTerm> Units, IReadOnlyList<KnownTerm> Topics, IReadOnlyList<string> Stems);
