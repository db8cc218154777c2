using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>
/// Tells the part that each name plays in a question, from the preposition before it and the verb next to it. If neither says
/// anything, the name can match any part of a claim. Pure.
/// </summary>
internal sealed class RoleBinder(IReadOnlyList<Piece> pieces, QuestionText question, Language language)
{
    private const WordClass Prepositions = WordClass.By | WordClass.To | WordClass.Against | WordClass.At | WordClass.According;
    private readonly LanguageLexicon lexicon = LanguageLexicon.Of(language);

    /// <param name="at">Index of a piece that is a name.</param>
    public Binding Bind(int at)
    {
        var name = pieces[at];
        if (name.Names.Any(n => n.Term.Kind == TermKind.Event))
            return Binding.Any;

        var beforeAt = Before(at);
        var before = beforeAt < 0 ? null : pieces[beforeAt];
        var after = After(at);
        var isSpeaker = IsSpeaker(name);
        if (isSpeaker && after is { } report && language == Language.English && report.Is(WordClass.Report) && !IsAuxiliary(before))
            return Binding.Source;
        if (isSpeaker && before?.Is(WordClass.At) == true && IsBeforeNoun(at))
            return Binding.Any;
        if (before is not null && OfPreposition(name, before, beforeAt) is { } bound)
            return bound;
        return OfVerb(at, before, after, isSpeaker);
    }

    /// <summary>The part of a word that is not a name, if a verb or preposition is clear about it; otherwise any.</summary>
    /// <param name="at">Index of a piece that is a word or unit.</param>
    public Binding BindWord(int at)
    {
        var word = pieces[at];
        if (word.IsUnit && !word.Names.Any(n => n.Term.Broader.Contains(UnitSlugs.Person)))
            return Binding.Any;
        var bound = Bind(at);
        if (word.IsUnit && (bound is Binding.Actor or Binding.Sender) && pieces.Any(p => p.Is(WordClass.Who)) && !IsObject(at))
            return Binding.Agent;
        return bound is Binding.Actor or Binding.Sender or Binding.Recipient or Binding.Bearer or Binding.Target && !IsObject(at) ? bound : Binding.Any;
    }

    /// <summary>
    /// Without an article, a word after a Spanish verb is its object, and one after "par" or "por" that is not people is a cause; a
    /// destination is not a person.
    /// </summary>
    private bool IsObject(int at) =>
        at == 0 || (language == Language.Spanish && !pieces[at - 1].IsSilent) || pieces[at - 1].Is(WordClass.To)
        || (language != Language.English && pieces[at - 1].Is(WordClass.By) && !pieces[at].IsUnit);

    private Binding? OfPreposition(Piece name, Piece before, int at)
    {
        if (before.Is(WordClass.According))
            return Binding.Source;
        if (before.Is(WordClass.By))
            return Before(at) is >= 0 and var verb ? OfAgent(pieces[verb]) : Binding.Actor;
        if (before.Is(WordClass.Against))
            return Binding.Target;
        // Spanish marks a person who is the object: "espiaron a Ramos".
        if (language == Language.Spanish && before.Is(WordClass.To) && IsSpeaker(name) && Before(at) is >= 0 and var acting && IsAnyVerb(pieces[acting]))
            return Binding.Object;
        return (before.Is(WordClass.To), before.Is(WordClass.At)) switch
        {
            (true, true) => Binding.RecipientOrPlace,
            (true, false) => Binding.Recipient,
            (false, true) => Binding.Place,
            _ => null,
        };
    }

    /// <summary>The part of a name after "by", which depends on the verb: "reported by", "received by", "led by".</summary>
    private static Binding OfAgent(Piece verb) => verb switch
    {
        _ when verb.Is(WordClass.Report | WordClass.Research | WordClass.Figures) => Binding.Source,
        _ when verb.Is(WordClass.Receive) => Binding.Recipient,
        _ when verb.Is(WordClass.Bear) => Binding.Bearer,
        _ => Binding.Actor,
    };

    private Binding OfVerb(int at, Piece? before, Piece? after, bool isSpeaker)
    {
        // Spanish puts the subject after the verb: "recibió la CNDH".
        if (language == Language.Spanish && before is not null && IsFinite(before))
            return SubjectOf(before);
        if (language == Language.English && IsAuxiliary(before) && After(EndOfPhrase(at)) is { } action)
            return IsVerb(action) || action.IsContent || action.Is(WordClass.Send) ? SubjectOf(action) : Binding.NotSource;
        if (language == Language.English && before?.Is(WordClass.Passive) == true)
            return after is not null && IsParticiple(after) ? Binding.Passive : IsPreposition(at + 1) || after is not { IsContent: true } ? Binding.NotSource : Binding.Any;
        // The subject comes first in Spanish too: "la marina invitó".
        if (language == Language.Spanish && after is not null && IsFinite(after) && !after.IsSilent)
            return SubjectOf(after);
        if (IsModifier(at) && !IsInverted(at))
            return Binding.Any;
        if (language == Language.French && before is not null && IsInverted(at, before))
            return SubjectOf(before);
        if (after is not null && AfterAuxiliaries(at) is { } verb)
            return verb.IsPassive ? Binding.Passive : SubjectOf(verb.Verb);
        if (after is not null && IsVerb(after))
            return after.Is(WordClass.Report | WordClass.Research) && isSpeaker ? Binding.Source
                : after.Is(WordClass.Receive) ? Binding.Recipient
                : after.Is(WordClass.Bear) ? Binding.Bearer
                : Binding.NotSource;
        // "How many delegations visited PBI": whoever something was done to has not reported it.
        if (language == Language.English && before is { Names.Count: 0 } && before.Is(WordClass.Light) && !before.Is(WordClass.Auxiliary | WordClass.Passive)
            && pieces.TakeWhile(p => p != before).Any(p => p.IsContent))
            return Binding.NotSource;
        return before is { IsTopicVerb: true } && language != Language.Spanish && !IsPassiveBefore(at) ? Binding.Object : Binding.Any;
    }

    private static Binding SubjectOf(Piece verb) => verb switch
    {
        _ when verb.Is(WordClass.Receive) => Binding.Recipient,
        _ when verb.Is(WordClass.Report | WordClass.Research) => Binding.Source,
        _ when verb.Is(WordClass.Bear) => Binding.Bearer,
        // Who attended is on the list of those who did.
        { IsTopic: true } when verb.Names.All(n => n.Term.Kind != TermKind.Topic || n.Term.Names.Any(h => h is { Role: NameRole.Hint, Folded: "who" })) => Binding.NotSource,
        { IsTopic: true } => Binding.Actor,
        _ when verb.Is(WordClass.Send) => Binding.Sender,
        _ when verb.Is(WordClass.Light | WordClass.Presence) => Binding.NotSource,
        { IsContent: true, IsName: false, IsUnit: false } => Binding.Actor,
        _ => Binding.NotSource,
    };

    /// <summary>The verb of "la CNDH a-t-elle reçu" or "la marina fue invitada", past auxiliaries and pronouns; null if there is none.</summary>
    private (Piece Verb, bool IsPassive)? AfterAuxiliaries(int at)
    {
        if (language == Language.English)
            return null;
        var (isAuxiliary, isPassive) = (false, false);
        foreach (var piece in pieces.Skip(EndOfPhrase(at) + 1))
        {
            if (piece.Names.Count == 0 && piece.Is(WordClass.Auxiliary | WordClass.Passive) && !piece.IsTime)
                (isAuxiliary, isPassive) = (true, isPassive || (piece.Is(WordClass.Passive) && !piece.Is(WordClass.Auxiliary)));
            else if (piece.Is(WordClass.Negation) || (piece.IsSilent && !piece.Is(Prepositions)))
                continue;
            else
                return isAuxiliary && (IsVerb(piece) || piece.IsContent || piece.Is(WordClass.Send)) && !piece.IsName ? (piece, isPassive && IsParticiple(piece)) : null;
        }

        return null;
    }

    /// <summary>Index of the last piece of "the students of Ayotzinapa", whose verb comes after the name.</summary>
    private int EndOfPhrase(int at)
    {
        while (at + 1 < pieces.Count && pieces[at + 1].Text is "of" or "de" or "d" or "du" or "des" or "del" && IndexAfter(at + 1) is >= 0 and var name && pieces[name].IsName)
            at = name;
        return at;
    }

    private bool IsPassiveBefore(int at) => pieces.Take(at).Any(p => p.Is(WordClass.Passive) && !p.Is(WordClass.Auxiliary));

    private static bool IsSpeaker(Piece name) => name.Names.Any(n => n.Term.Kind is TermKind.Org or TermKind.Person);

    private bool IsAnyVerb(Piece piece) => IsVerb(piece) || piece.Is(WordClass.Light) || HasVerbEnding(piece);

    /// <summary>"les armes Heckler": the name says which weapons, and is not the subject of what follows.</summary>
    private bool IsModifier(int at) =>
        language != Language.English && at > 0 && pieces[at - 1] is { IsContent: true, IsName: false, IsTopicVerb: false } noun && !IsVerb(noun)
        && !pieces.Take(at - 1).Reverse().TakeWhile(p => p.IsSilent || p.Is(WordClass.HowMany)).Any(p => p.Is(WordClass.HowMany));

    /// <summary>"in the CADSI video": the name says which video.</summary>
    private bool IsBeforeNoun(int at) =>
        language == Language.English && at + 1 < pieces.Count && pieces[at + 1] is { IsContent: true, IsName: false, IsTopicVerb: false } noun && !HasVerbEnding(noun);

    /// <summary>
    /// "quelle amende Heckler a-t-il infligée": the pronoun after the auxiliary stands for the name. In "les armes Heckler ont-elles été
    /// vendues" it stands for what was sold.
    /// </summary>
    private bool IsInverted(int at) =>
        EndOfPhrase(at) is var end && end + 2 < pieces.Count && IsAuxiliary(pieces[end + 1]) && pieces[end + 2].Is(WordClass.Pronoun)
        && AfterAuxiliaries(at) is { IsPassive: false };

    /// <summary>"que recommande Amnesty": after "que", the subject follows the verb.</summary>
    private bool IsInverted(int at, Piece before) =>
        IsVerb(before) && pieces.TakeWhile(p => p != before).Any(p => p.Text is "que" or "qu") && pieces.TakeWhile(p => p != before).All(p => p.IsSilent) && pieces.Take(at).Contains(before);

    private static bool IsAuxiliary(Piece? piece) => piece is { Names.Count: 0 } && piece.Is(WordClass.Auxiliary);

    private static bool IsVerb(Piece piece) =>
        piece.IsTopicVerb || (piece.Names.Count == 0 && piece.Is(WordClass.Report | WordClass.Research | WordClass.Receive | WordClass.Bear));

    /// <summary>A form that says what was done to somebody. In French and Spanish, any verb after "être" or "ser" is one.</summary>
    private bool IsParticiple(Piece piece) =>
        piece.IsTopicVerb || piece.Is(WordClass.Report | WordClass.Research | WordClass.Receive | WordClass.Bear)
        || (piece.IsContent && (language != Language.English || HasVerbEnding(piece)));

    private bool IsFinite(Piece piece) =>
        !piece.IsName && !piece.IsUnit && !piece.IsTime && HasVerbEnding(piece);

    private bool HasVerbEnding(Piece piece) =>
        lexicon.VerbEndings.Any(ending => question.Typed(piece.At + piece.Length - 1).EndsWith(ending, StringComparison.Ordinal));

    private bool IsPreposition(int at) => at < pieces.Count && pieces[at].Names.Count == 0 && pieces[at].Is(Prepositions);

    private int Before(int at)
    {
        while (--at >= 0)
        {
            if (!pieces[at].IsSilent || pieces[at].Is(Prepositions | WordClass.Auxiliary | WordClass.Passive))
                break;
        }

        return at;
    }

    private Piece? After(int at) => IndexAfter(at) is >= 0 and var next ? pieces[next] : null;

    private int IndexAfter(int at)
    {
        while (++at < pieces.Count)
        {
            if (!pieces[at].IsSilent)
                return at;
        }

        return -1;
    }
}
