using System.Text.RegularExpressions;

namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>Collects what <see cref="QuestionReader"/> finds.</summary>
internal sealed class QuestionDraft
{
    private readonly List<NameSlot> slots = [];

    public List<Period> Times { get; } = [];

    public List<Period> Ranges { get; } = [];

    public (int Month, int? Day)? Season { get; set; }

    public List<string> Phrases { get; } = [];

    public List<string> Typed { get; } = [];

    public HashSet<Verb> Verbs { get; } = [];

    public bool WantsArithmetic { get; set; }

    private List<string> Stemmed { get; } = [];

    private List<string> Ids { get; } = [];

    public string TakeId(Match match)
    {
        Ids.Add("F-" + match.Groups["number"].Value.PadLeft(4, '0'));
        return " ";
    }

    public string TakeDate(Match match)
    {
        if (Period.Parse(match.Value) is not { } period)
            return match.Value;
        Times.Add(period);
        return " ";
    }

    public void TakeName(string text, IReadOnlyList<KnownTerm> terms)
    {
        var slot = new NameSlot(text, terms);
        if (!slots.Contains(slot))
            slots.Add(slot);
    }

    public void TakeWord(string token)
    {
        Typed.Add(token);
        Stemmed.Add(Stems.Of(token));
    }

    public Question Finish(NameDictionary names)
    {
        // "Compare 2014 to 2023" asks for two years and not for those between.
        if (!Verbs.Contains(Verb.Compare))
            Times.AddRange(Ranges);
        else
            Times.AddRange(Ranges.SelectMany(r => new[] { Period.Year(r.From.Year), Period.Year(r.To.Year) }));

        var topics = slots.Where(s => s.Terms.All(t => t.Kind == TermKind.Topic)).ToList();
        // "Countries on the list" are names; "how many countries" are a number.
        if (topics.Count > 1 || !Verbs.Contains(Verb.HowMany))
            topics.RemoveAll(s => TakesAsNames(s, names));

        return new Question
        {
            Topics = topics,
            Names = [.. slots.Where(s => s.Terms.Any(t => t.Kind != TermKind.Topic))],
            Times = [.. Times.Distinct()],
            Season = Season,
            Words = [.. Stemmed.Distinct(StringComparer.Ordinal)],
            Typed = Typed,
            Phrases = Phrases,
            Verbs = Verbs,
            Ids = Ids,
            WantsArithmetic = WantsArithmetic && (Times.Count != 1 || Ranges.Count > 0),
        };
    }

    private bool TakesAsNames(NameSlot slot, NameDictionary names)
    {
        if (!names.Hinted("names").Any(t => slot.Terms.Contains(t)) || slot.Text.Contains("nation", StringComparison.Ordinal)
            || slot.Text.Contains("nacion", StringComparison.Ordinal))
            return false;
        Verbs.Add(Verb.Names);
        return true;
    }
}
