using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Terms;

/// <summary>
/// Suggests what a misspelled word of a question may have meant: words of names in the question's language only, never the text
/// of facts, and never digits. Immutable and thread-safe.
/// </summary>
internal sealed class NameSpelling
{
    /// <summary>A short word is one letter away from too many others to be guessed alone, an everyday one even more so.</summary>
    private const int MinLength = 5;
    private const int MinTopicLength = 7;

    /// <summary>Next to a word of the same name, a shorter word can be guessed: "peruvian nvy".</summary>
    private const int MinLengthInContext = 3;

    private static readonly string[] PersonEndings = ["er", "or", "ist", "ant", "ante", "eur", "euse", "rice", "ista", "dor", "dora"];

    private readonly Dictionary<Language, ILookup<int, Target>> byLength;
    private readonly Dictionary<Language, ILookup<string, string[]>> phrases;

    private readonly NameSpelling? shared;
    private readonly IReadOnlySet<long> replaced;

    /// <param name="terms">Whose names are suggested.</param>
    /// <param name="shared">Suggests the names that all communities share; null for none.</param>
    /// <param name="replaced">The shared terms that <paramref name="terms"/> replace.</param>
    public NameSpelling(IReadOnlyCollection<KnownTerm> terms, NameSpelling? shared, IReadOnlySet<long> replaced)
    {
        (this.shared, this.replaced) = (shared, replaced);
        byLength = LanguageNames.All.ToDictionary(language => language, language => Targets(terms, language).ToLookup(t => t.Word.Length));
        phrases = LanguageNames.All.ToDictionary(language => language, language => terms
            .SelectMany(term => NamesIn(term, language))
            .Select(name => name.Folded.Split(' '))
            .Where(words => words.Length > 1)
            .SelectMany(words => words.Distinct().Select(word => (Word: word, Words: words)))
            .ToLookup(pair => pair.Word, pair => pair.Words, StringComparer.Ordinal));
    }

    /// <summary>The nearest words, if they are near enough; several if they are equally near and mean different terms.</summary>
    public IReadOnlyList<string> Nearest(string word, Language language)
    {
        var limit = Typos.Allowed(word.Length);
        if (limit == 0 || char.IsAsciiDigit(word[0]))
            return [];

        var near = new List<(Target Target, int Distance)>();
        for (var length = word.Length - limit; length <= word.Length + limit; length++)
        {
            foreach (var target in TargetsOf(language, length).Where(target => MayMean(word, target.Word)))
            {
                var distance = Typos.Distance(word, target.Word, limit);
                if (distance <= limit && !(IsTooFar(word, target.Word, distance) && target.Terms.Any(t => t.Kind is TermKind.Topic or TermKind.Unit)))
                    near.Add((target, distance));
            }
        }

        if (near.Count == 0)
            return [];
        var best = near.Min(n => n.Distance);
        var winners = near.Where(n => n.Distance == best).Select(n => n.Target)
            .GroupBy(t => t.Word, StringComparer.Ordinal).Select(same => new Target(same.Key, [.. same.SelectMany(t => t.Terms)]))
            .OrderBy(t => t.Word, StringComparer.Ordinal).ToList();
        return winners.Skip(1).All(w => w.Terms.SetEquals(winners[0].Terms)) ? [winners[0].Word] : [.. winners.Select(w => w.Word)];
    }

    /// <summary>The one word that makes a name together with its neighbor; null if there is none or several.</summary>
    /// <param name="word">The word that may be misspelled.</param>
    /// <param name="neighbor">The word before or after it.</param>
    /// <param name="isBefore">Whether the neighbor is before the word.</param>
    /// <param name="language">The question's.</param>
    public string? NearestBeside(string word, string neighbor, bool isBefore, Language language)
    {
        if (word.Length < MinLengthInContext || char.IsAsciiDigit(word[0]))
            return null;
        var limit = Math.Max(1, Typos.Allowed(word.Length));
        var found = PhrasesOf(language, neighbor)
            .Select(words => WordBeside(words, neighbor, isBefore))
            .OfType<string>()
            .Where(other => MayMean(word, other) && Typos.Distance(word, other, limit) is var distance && distance <= limit && !IsTooFar(word, other, distance))
            .Distinct(StringComparer.Ordinal)
            .Take(2)
            .ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private IEnumerable<Target> TargetsOf(Language language, int length)
    {
        var own = byLength[language][length];
        return shared is null ? own : own.Concat(shared.TargetsOf(language, length).Where(t => t.Terms.Any(term => !replaced.Contains(term.Id))));
    }

    private IEnumerable<string[]> PhrasesOf(Language language, string word) =>
        shared is null ? phrases[language][word] : phrases[language][word].Concat(shared.PhrasesOf(language, word));

    private static string? WordBeside(string[] words, string neighbor, bool isBefore)
    {
        var at = Array.IndexOf(words, neighbor) + (isBefore ? 1 : -1);
        return at >= 0 && at < words.Length ? words[at] : null;
    }

    /// <summary>Two letters too many or too few make another word: who was "president" does not ask who was "present".</summary>
    private static bool IsTooFar(string word, string target, int distance) => distance > 1 && Math.Abs(word.Length - target.Length) > 1;

    /// <summary>The first letter is hardly ever wrong, unless it is swapped with the second: "allegations" are not delegations.</summary>
    private static bool MayMean(string word, string target) =>
        (target[0] == word[0] || (target.Length > 1 && target[0] == word[1] && target[1] == word[0])) && !IsOtherEnding(word, target);

    /// <summary>"protesters" for "protests", "manifestants" for "manifestation": another word, not a slip.</summary>
    private static bool IsOtherEnding(string word, string target)
    {
        return IsPerson(word) != IsPerson(target);

        static bool IsPerson(string word) => Array.Exists(PersonEndings, ending => word.AsSpan().TrimEnd('s').EndsWith(ending, StringComparison.Ordinal));
    }

    private static IEnumerable<Target> Targets(IReadOnlyCollection<KnownTerm> terms, Language language)
    {
        var targets = new Dictionary<string, HashSet<KnownTerm>>(StringComparer.Ordinal);
        foreach (var term in terms)
        {
            var min = term.Kind is TermKind.Topic or TermKind.Unit ? MinTopicLength : MinLength;
            foreach (var word in NamesIn(term, language).SelectMany(name => name.Folded.Split(' ')))
            {
                if (word.Length < min || char.IsAsciiDigit(word[0]))
                    continue;
                if (!targets.TryGetValue(word, out var of))
                    targets[word] = of = [];
                of.Add(term);
            }
        }

        return targets.Select(t => new Target(t.Key, t.Value));
    }

    /// <summary>The names in a language, or all of them if the term has none in it.</summary>
    private static IEnumerable<KnownName> NamesIn(KnownTerm term, Language language)
    {
        var names = term.Names.Where(n => n.Role != NameRole.Hint);
        return names.Any(n => n.Language == language) ? names.Where(n => n.Language == language) : names;
    }

    private sealed record Target(string Word, HashSet<KnownTerm> Terms);
}
