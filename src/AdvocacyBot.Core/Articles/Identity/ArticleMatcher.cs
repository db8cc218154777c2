namespace AdvocacyBot.Core.Articles.Identity;

/// <summary>
/// Decides which items of a document are which stored articles of its feed. The identifier as written decides. Where several
/// articles share an identifier, or have none, link, title, text and date decide together; where an identifier is unknown, its
/// canonical form or the link only recognizes an article whose words agree. An empty title or text agrees with nothing. Each article
/// is matched once. Pure; its time is proportional to the number of items and articles.
/// </summary>
internal static class ArticleMatcher
{
    private const int MinAgreement = 2;

    /// <param name="items">The items of a document.</param>
    /// <param name="stored">Every stored article of the feed that shares a trait with one of the items.</param>
    /// <param name="home">The canonical link of the site itself, which identifies nothing.</param>
    /// <param name="recent">The links of the feed's latest stored articles, each as often as it occurs.</param>
    /// <returns>For each item the index of its article, or -1 if it is new.</returns>
    public static int[] Match(IReadOnlyList<ItemTraits> items, IReadOnlyList<ItemTraits> stored, string? home, IReadOnlyList<string> recent)
    {
        var matching = new Matching(items, stored);
        var own = OwnLinks(items, home, recent);

        // Everything agrees: not even a shared identifier or link leaves a doubt.
        matching.Pair(t => t.Id is null ? null : $"{t.Id} {t.Link} {t.Title} {t.Text}", allowRepeated: true);
        // The identifier decides alone if neither side has it twice.
        matching.Pair(t => t.Id, (item, article) => !IsAnother(item, article, own));
        // A shared identifier needs one more trait.
        matching.Pair(t => t.Id is null ? null : $"{t.Id} {t.Link}", (item, article) => !IsAnother(item, article, own));
        matching.Pair(t => t.Id is null || t.Title.Length == 0 ? null : $"{t.Id} {t.Title}");
        matching.Pair(t => t.Id is null || !t.HasText ? null : $"{t.Id} {t.Text}");
        matching.Pair(t => t.Id is null || t.Published is null ? null : $"{t.Id} {t.Published.Value.Ticks}", (item, article) => item.HasTime || WordsAgree(item, article));

        // Without identifiers: link and words; the link alone only if it looks like the article's own and nothing contradicts it.
        matching.Pair(t => t.Id is null ? $"{t.Link} {t.Title} {t.Text} {t.Published?.Ticks}" : null, allowRepeated: true);
        matching.Pair(
            t => t.Id is null && t.Title.Length > 0 ? $"{t.Link} {t.Title}" : null,
            (item, article) => own.Contains(item.Link) || !item.DatesDiffer(article) || item.HasTextOf(article));
        matching.Pair(
            t => t.Id is null && t.HasText ? $"{t.Link} {t.Text}" : null,
            (item, article) => own.Contains(item.Link) || item.HasDateOf(article) || item.IsAkinTo(article) || (item.Title.Length == 0 && article.Title.Length == 0));
        matching.Pair(
            t => t.Id is null && t.Published is { } date ? $"{t.Link} {date.Ticks}" : null,
            (item, article) => own.Contains(item.Link) || item.HasTime || item.IsAkinTo(article));
        matching.Pair(
            t => t.Id is null && t.Link != home ? t.Link : null,
            (item, article) => (item.Published is null || article.Published is null) && (own.Contains(item.Link) || item.IsAkinTo(article)));

        // An identifier that changed, appeared or disappeared.
        matching.Pair(t => t.CanonicalId, WordsAgree);
        matching.Pair(
            t => t.Link == home ? null : t.Link,
            (item, article) => item.Id != article.Id && (own.Contains(item.Link) ? WordsAgree(item, article) : Agreement(item, article) >= MinAgreement));
        matching.Pair(t => t.HasText || t.HasTime ? $"{t.Link} {t.Title} {t.Text} {t.Published?.Ticks}" : null, (item, _) => item.HasText || item.Published is not null, allowRepeated: true);
        matching.Pair(t => t.Words);

        matching.PairEarlier();
        return matching.Result;
    }

    /// <summary>
    /// The links that look like those of single articles: if links differ in the document or in what is stored, those that occur once
    /// in each. Of a document with one item from a feed without other links, nobody can say so.
    /// </summary>
    private static HashSet<string> OwnLinks(IReadOnlyList<ItemTraits> items, string? home, IReadOnlyList<string> recent)
    {
        var counts = items.Where(item => item.HasLink).CountBy(item => item.Link, StringComparer.Ordinal).ToList();
        if (counts.Select(link => link.Key).Concat(recent).Distinct(StringComparer.Ordinal).Take(2).Count() < 2)
            return [];
        var repeated = recent.CountBy(link => link, StringComparer.Ordinal).Where(link => link.Value > 1).Select(link => link.Key).ToHashSet(StringComparer.Ordinal);
        return counts.Where(link => link.Value == 1 && link.Key != home && !repeated.Contains(link.Key)).Select(link => link.Key).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether an identifier is used again for another article: nothing else agrees, and the link does not speak for it.</summary>
    private static bool IsAnother(ItemTraits item, ItemTraits article, HashSet<string> own) =>
        item.Title.Length > 0 && article.Title.Length > 0 && !item.IsAkinTo(article) && !item.HasTextOf(article) && item.DatesDiffer(article)
        && (item.Link != article.Link || !own.Contains(item.Link));

    private static bool WordsAgree(ItemTraits item, ItemTraits article) => item.HasTextOf(article) || item.IsAkinTo(article);

    /// <summary>How many of title, text and date agree; a title that may be an edited form of the other agrees.</summary>
    private static int Agreement(ItemTraits item, ItemTraits article) =>
        (item.IsAkinTo(article) ? 1 : 0) + (item.HasTextOf(article) ? 1 : 0) + (item.HasDateOf(article) ? 1 : 0);

    /// <summary>The matching so far.</summary>
    private sealed class Matching(IReadOnlyList<ItemTraits> items, IReadOnlyList<ItemTraits> stored)
    {
        private readonly bool[] isTaken = new bool[stored.Count];
        private int open = items.Count;

        public int[] Result { get; } = [.. Enumerable.Repeat(-1, items.Count)];

        /// <summary>
        /// Pairs items and articles that have the same key. A key that occurs several times among all items or all articles decides
        /// nothing, unless repetitions may be paired in order.
        /// </summary>
        public void Pair(Func<ItemTraits, string?> keyOf, Func<ItemTraits, ItemTraits, bool>? accepts = null, bool allowRepeated = false)
        {
            if (open == 0 || stored.Count == 0)
                return;

            var articles = Group(stored, keyOf, i => allowRepeated && isTaken[i]);
            var shown = Group(items, keyOf, i => allowRepeated && Result[i] >= 0);
            foreach (var (key, itemsWithKey) in shown)
            {
                if (!articles.TryGetValue(key, out var articlesWithKey) || (!allowRepeated && (itemsWithKey.Count > 1 || articlesWithKey.Count > 1)))
                    continue;
                foreach (var (item, article) in itemsWithKey.Zip(articlesWithKey))
                    Accept(item, article, accepts);
            }
        }

        /// <summary>Recognizes articles that an earlier version stored, by its key and one trait that it kept.</summary>
        public void PairEarlier()
        {
            if (open == 0)
                return;
            var earlier = stored.Index().Where(entry => entry.Item.EarlierKeys.Count > 0).ToLookup(entry => entry.Item.EarlierKeys[0], entry => entry.Index, StringComparer.Ordinal);
            if (earlier.Count == 0)
                return;

            for (var item = 0; item < items.Count; item++)
            {
                var candidates = items[item].EarlierKeys.SelectMany(key => earlier[key]).Where(article => !isTaken[article]).ToList();
                var found = candidates.FindIndex(article => items[item].Link == stored[article].Link && items[item].Title == stored[article].Title);
                if (found < 0)
                    found = candidates.FindIndex(article => items[item].Link == stored[article].Link || items[item].Title == stored[article].Title);
                if (found >= 0)
                    Accept(item, candidates[found], null);
            }
        }

        private void Accept(int item, int article, Func<ItemTraits, ItemTraits, bool>? accepts)
        {
            if (Result[item] >= 0 || isTaken[article] || accepts?.Invoke(items[item], stored[article]) == false)
                return;
            (Result[item], isTaken[article]) = (article, true);
            open--;
        }

        private static Dictionary<string, List<int>> Group(IReadOnlyList<ItemTraits> all, Func<ItemTraits, string?> keyOf, Func<int, bool> isLeftOut)
        {
            var groups = new Dictionary<string, List<int>>(StringComparer.Ordinal);
            for (var i = 0; i < all.Count; i++)
            {
                if (isLeftOut(i) || keyOf(all[i]) is not { } key)
                    continue;
                if (!groups.TryGetValue(key, out var group))
                    groups[key] = group = [];
                group.Add(i);
            }

            return groups;
        }
    }
}
