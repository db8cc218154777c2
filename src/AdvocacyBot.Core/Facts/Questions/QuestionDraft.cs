using AdvocacyBot.Core.Facts.Lexicon;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>Turns the pieces of a question into its slots. Used once per question.</summary>
internal sealed class QuestionDraft(IReadOnlyList<Piece> pieces, QuestionText text, Language language, bool isClear, NameDictionary dictionary)
{
    private readonly HashSet<Aspect> aspects = [];
    private readonly List<TopicSlot> topics = [];
    private readonly List<NameSlot> names = [];
    private readonly List<WordSlot> words = [];
    private readonly List<NumberSlot> numbers = [];

    public Question Finish(QuestionTimes times)
    {
        foreach (var piece in pieces.Where(p => p.Names.Count == 0))
            TakeAspect(piece);
        if (AsksForActor())
            aspects.Add(Aspect.Actor);
        var obstacles = new ObstacleReader(pieces, times, aspects).Read();
        var counted = Counted(out var head);
        var currency = (string?)null;
        if (head >= 0 && CurrencyOf(pieces[head]) is not null)
            (counted, head) = (null, -1);
        if (counted is not null && IsPaid(pieces[head]))
            (counted, head) = (null, -1);
        if (aspects.Contains(Aspect.HowMany) && counted is null && (pieces.Any(p => CurrencyOf(p) is not null) || (language != Language.English && pieces.Any(p => p.Is(WordClass.Bear | WordClass.HowMuch)))))
        {
            aspects.Remove(Aspect.HowMany);
            aspects.Add(Aspect.HowMuch);
        }

        for (var at = 0; at < pieces.Count; at++)
        {
            if (pieces[at].IsName)
                TakeName(at);
            else if (CurrencyOf(pieces[at]) is { } code)
                currency = code;
            else
                TakeOther(at, isCounted: at == head);
        }

        return new Question
        {
            Language = language,
            Topics = topics,
            Names = names,
            Join = JoinOfNames(),
            Times = times.All(aspects.Contains(Aspect.Compare)),
            Season = times.Season,
            Words = [.. words.Distinct()],
            Numbers = numbers,
            Counted = counted,
            Currency = currency,
            Aspects = aspects,
            Obstacles = obstacles,
            WantsLatest = pieces.Any(p => p.Names.Count == 0 && p.Is(WordClass.Latest)),
            Follows = pieces is [{ Names.Count: 0 } first, ..] && first.Is(WordClass.Follow),
        };
    }

    /// <summary>French "combien a-t-il payé d'amende": in the singular, what was paid is not counted.</summary>
    private bool IsPaid(Piece piece) =>
        language == Language.French && piece is { IsTopic: true, IsUnitToo: false } && !piece.Text.EndsWith('s') && pieces.Any(p => p.Is(WordClass.Bear));

    private void TakeAspect(Piece piece)
    {
        foreach (var (word, aspect) in AspectWords)
        {
            if (piece.Is(word) && (word != WordClass.Where || piece.Text != "ou" || AsksWhere(piece)))
                aspects.Add(aspect);
        }
    }

    private static readonly (WordClass Word, Aspect Aspect)[] AspectWords =
    [
        (WordClass.Compare, Aspect.Compare), (WordClass.Sources, Aspect.Sources), (WordClass.HowMany, Aspect.HowMany), (WordClass.HowMuch, Aspect.HowMuch),
        (WordClass.Figures, Aspect.Figures), (WordClass.When, Aspect.When), (WordClass.WhatTime, Aspect.ClockTime), (WordClass.Where, Aspect.Where),
        (WordClass.Who, Aspect.Who), (WordClass.List, Aspect.Names), (WordClass.What, Aspect.What), (WordClass.Presence, Aspect.Presence),
    ];

    /// <summary>"Who fined", "qui a vendu": a verb right after the question word, past auxiliaries, and not in the passive.</summary>
    private bool AsksForActor()
    {
        var who = pieces.Index().FirstOrDefault(p => p.Item.Names.Count == 0 && p.Item.Is(WordClass.Who), (-1, null!)).Index;
        if (who < 0)
            return false;
        foreach (var piece in pieces.Skip(who + 1))
        {
            if (piece.Names.Count == 0 && piece.Is(WordClass.Passive) && !piece.Is(WordClass.Auxiliary))
                return false;
            if (!piece.IsSilent && !piece.Is(WordClass.Auxiliary))
                return piece.IsTopicVerb && !StandsForPresence(piece);
        }

        return false;
    }

    private static bool StandsForPresence(Piece piece) => piece.Names.Any(n => n.Term.Names.Any(h => h is { Role: NameRole.Hint, Folded: "who" }));

    /// <summary>French "où" with its accent, or as the first word: elsewhere "ou" means "or".</summary>
    private bool AsksWhere(Piece piece) => piece.At == 0 || text.Typed(piece.At) == "où";

    private CountedSlot? Counted(out int head)
    {
        head = aspects.Contains(Aspect.HowMany) ? new CountReader(pieces, language).Head() : -1;
        if (head < 0)
            return null;
        var piece = pieces[head];
        var noun = HeadOf(piece.Text);
        var units = piece.Names.Select(n => n.Term).Where(t => t.Kind == TermKind.Unit).Distinct().ToList();
        if (units.Count == 0 && noun != piece.Text)
            units.AddRange(dictionary.LongestAt([noun], 0).Terms.Select(n => n.Term).Where(t => t.Kind == TermKind.Unit).Distinct());
        return new CountedSlot(
            piece.Text,
            units,
            [.. piece.Names.Where(n => n.Term.Kind == TermKind.Topic && n.Role == NameRole.Label).Select(n => n.Term).Distinct()],
            StemsOf(noun));
    }

    /// <summary>The noun of a phrase: "deaths" in "deaths by firearm" and in "firearm deaths".</summary>
    private string HeadOf(string phrase)
    {
        var words = phrase.Split(' ');
        var end = Array.FindIndex(words, word => LanguageLexicon.Of(language).LongestAt([word], 0).Class.HasFlag(WordClass.Preposition));
        return words[language == Language.English ? (end > 0 ? end : words.Length) - 1 : 0];
    }

    private string? CurrencyOf(Piece piece) => LanguageLexicon.Of(language).CurrencyAt([piece.Text], 0).Currency;

    private void TakeName(int at)
    {
        var piece = pieces[at];
        var slot = new NameSlot(piece.Text, [.. piece.Names.Select(n => n.Term).Where(t => t.Kind is not (TermKind.Topic or TermKind.Unit)).Distinct()], new RoleBinder(pieces, text, language).Bind(at));
        if (!names.Exists(n => n.Text == slot.Text))
            names.Add(slot);
    }

    private void TakeOther(int at, bool isCounted)
    {
        var piece = pieces[at];
        if (piece.Number is { } number)
            numbers.Add(new NumberSlot(number, [piece.Text]));
        else if (StandsForNames(at, isCounted, out var isAsked))
            aspects.UnionWith(isAsked ? [Aspect.Names] : [Aspect.Names, Aspect.Listed]);
        else if (piece.IsTopic)
            TakeTopic(piece, isCounted);
        else if (piece.IsContent && !isCounted)
            words.Add(WordOf(at));
        else if (piece.Is(WordClass.Research) && !piece.Is(WordClass.Filler) && !IsBoundToSource())
            words.Add(WordOf(piece.Text, []));
        else if (piece.Is(WordClass.Bear) && !piece.Is(WordClass.Light) && language == Language.English && aspects.Contains(Aspect.HowMany) && !pieces.Any(p => p.IsName && !p.IsEvent))
            words.Add(WordOf(piece.Text, []));
    }

    /// <summary>"Which countries", "the countries on the list" ask for names; "how many countries" asks for a number.</summary>
    private bool StandsForNames(int at, bool isCounted, out bool isAsked)
    {
        isAsked = false;
        var piece = pieces[at];
        if (!piece.Names.Any(n => n.Term.Names.Any(name => name is { Role: NameRole.Hint, Folded: "names" })))
            return false;
        var asked = pieces.Take(at).LastOrDefault(p => !p.IsSilent || p.Is(WordClass.Which));
        if (asked is not null && asked.Names.Count == 0 && asked.Is(WordClass.Which | WordClass.List | WordClass.Who))
            return isAsked = true;
        return isCounted ? aspects.Contains(Aspect.Names) : !aspects.Contains(Aspect.HowMany) && !piece.Names.Any(n => n.Role == NameRole.Label);
    }

    private void TakeTopic(Piece piece, bool isCounted)
    {
        var form = piece.Names.Any(n => n.Role == NameRole.Label && n.Term.Kind == TermKind.Topic) ? NameRole.Label
            : piece.IsTopicVerb ? NameRole.Verb : NameRole.Alias;
        var terms = piece.Names.Select(n => n.Term).Where(t => t.Kind == TermKind.Topic).Distinct().ToList();
        // "How many participants" counts participants, not whatever the topic of that name counts.
        if (isCounted && form != NameRole.Label && !piece.IsUnitToo && !IsOfUnit(piece))
            return;
        if (terms.TrueForAll(t => t.Names.Any(n => n is { Role: NameRole.Hint, Folded: "who" })) && IsAfterWhich(piece))
            aspects.Add(Aspect.Names);
        topics.Add(new TopicSlot(piece.Text, terms, form)
        {
            Words = form == NameRole.Label ? [] : [.. piece.Text.Split(' ').Select(word => WordOf(word, []))],
        });
    }

    private bool IsOfUnit(Piece piece) => dictionary.LongestAt([HeadOf(piece.Text)], 0).Terms.Any(n => n.Term.Kind == TermKind.Unit);

    private bool IsAfterWhich(Piece piece) =>
        pieces.TakeWhile(p => p != piece).LastOrDefault(p => !p.IsSilent || p.Is(WordClass.Which)) is { Names.Count: 0 } before && before.Is(WordClass.Which | WordClass.List);

    private bool IsBoundToSource() => names.Exists(n => n.Binding == Binding.Source)
        || pieces.Index().Any(p => p.Item.IsName && new RoleBinder(pieces, text, language).Bind(p.Index) == Binding.Source);

    private NameJoin JoinOfNames()
    {
        if (pieces.Any(p => p.Names.Count == 0 && p.Is(WordClass.Both)))
            return NameJoin.Each;
        var join = NameJoin.All;
        for (var at = 1; at < pieces.Count - 1; at++)
        {
            if (pieces[at].Names.Count > 0 || !pieces[at].Is(WordClass.Or | WordClass.And) || !IsBetweenNames(at))
                continue;
            if (pieces[at].Is(WordClass.Or) && (pieces[at].Text != "ou" || !AsksWhere(pieces[at])))
                return NameJoin.Any;
            join = NameJoin.Each;
        }

        return join;
    }

    private bool IsBetweenNames(int at)
    {
        var before = pieces.Take(at).LastOrDefault(p => !p.IsSilent);
        var after = pieces.Skip(at + 1).FirstOrDefault(p => !p.IsSilent);
        return before is { IsName: true } && after is { IsName: true };
    }

    private WordSlot WordOf(int at)
    {
        var piece = pieces[at];
        var word = WordOf(piece.Text, [.. piece.Names.Select(n => n.Term).Distinct()]) with { Binding = new RoleBinder(pieces, text, language).BindWord(at) };
        return IsMasculineParticiple(piece) ? WithFeminine(word) : word;
    }

    /// <summary>French "menés": a claim may say "menées".</summary>
    private bool IsMasculineParticiple(Piece piece) =>
        language == Language.French && text.Typed(piece.At + piece.Length - 1) is var typed && (typed.EndsWith('é') || typed.EndsWith("és", StringComparison.Ordinal));

    private static WordSlot WithFeminine(WordSlot word) =>
        word with { Stems = [.. word.Stems, SearchStem.Of(word.Typed.Split(' ')[^1].TrimEnd('s') + "e", Language.French)] };

    private WordSlot WordOf(string typed, IReadOnlyList<KnownTerm> units) => new(typed, StemsOf(HeadOf(typed))) { Units = units };

    /// <summary>The word's stem and those of its synonyms; in every language if the question's is not clear.</summary>
    private IReadOnlyList<string> StemsOf(string typed) =>
        char.IsAsciiDigit(typed[0]) ? [typed] : [.. LanguageNames.All.Where(l => l == language || !isClear).SelectMany(l => StemsOf(typed, l)).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> StemsOf(string typed, Language language) =>
        LanguageLexicon.Of(language).SameAs(LightStemmer.Stem(typed, language)).Select(stem => SearchStem.Tag(stem, language));
}
