using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>
/// Repairs single words against the words of names, and of nothing else: never against the text of facts, never digits, never
/// a word of four letters or fewer.
/// </summary>
internal sealed class NameSpelling
{
    /// <summary>A short everyday topic word (cases) is one letter from too many others (causes, bases) to be guessed at.</summary>
    private const int ShortestTopic = 7;

    private readonly ILookup<int, Target> byLength;

    public NameSpelling(IReadOnlyDictionary<string, List<KnownTerm>> names)
    {
        var targets = new Dictionary<string, HashSet<KnownTerm>>(StringComparer.Ordinal);
        foreach (var (name, terms) in names)
        {
            foreach (var word in name.Split(' '))
            {
                var fit = terms.Where(t => word.Length > (t.Kind == TermKind.Topic ? ShortestTopic - 1 : 4)).ToList();
                if (fit.Count == 0 || char.IsAsciiDigit(word[0]))
                    continue;
                if (!targets.TryGetValue(word, out var of))
                    targets[word] = of = [];
                of.UnionWith(fit);
            }
        }

        byLength = targets.Select(t => new Target(t.Key, t.Value)).ToLookup(t => t.Word.Length);
    }

    /// <summary>
    /// The words nearest to one that is in no name, where they are near enough; several where they are as near and mean
    /// different terms.
    /// </summary>
    public IReadOnlyList<string> Nearest(string word)
    {
        var limit = Typos.Allowed(word.Length);
        if (limit == 0 || OrdinaryWords.Contains(word))
            return [];

        var near = new List<(Target Target, int Distance)>();
        for (var length = word.Length - limit; length <= word.Length + limit; length++)
        {
            foreach (var target in byLength[length])
            {
                // The first letter is hardly ever wrong: allegations are no delegations. Swapped with the second it may be.
                if (target.Word[0] != word[0] && (target.Word[0] != word[1] || target.Word[1] != word[0]))
                    continue;
                var distance = Typos.Distance(word, target.Word, limit);
                if (distance <= limit && !IsOtherEnding(word, target.Word))
                    near.Add((target, distance));
            }
        }

        if (near.Count == 0)
            return [];
        var best = near.Min(n => n.Distance);
        var winners = near.Where(n => n.Distance == best).Select(n => n.Target).OrderBy(t => t.Word, StringComparer.Ordinal).ToList();
        return winners.Skip(1).All(w => w.Terms.SetEquals(winners[0].Terms)) ? [winners[0].Word] : [.. winners.Select(w => w.Word)];
    }

    /// <summary>"protesters" for "protests", "manifestants" for "manifestation": another word, not a slip.</summary>
    private static bool IsOtherEnding(string word, string target)
    {
        var shared = word.AsSpan().CommonPrefixLength(target);
        return Ends(word.AsSpan(shared)) || Ends(target.AsSpan(shared));

        static bool Ends(ReadOnlySpan<char> rest) => rest.TrimEnd('s') is "er" or "or" or "ist" or "ant" or "ante" or "eur" or "euse";
    }

    private sealed record Target(string Word, HashSet<KnownTerm> Terms);
}
