namespace AdvocacyBot.Core.Articles.Identity;

/// <summary>
/// Decides which items of a document are which stored articles of its feed. The identifier as written decides. Where several
/// articles share an identifier, or have none, link, title, text and date decide together; where an identifier is unknown, its
/// canonical form or the link only recognizes an article whose words agree. Each article is matched once. Pure; its time is
/// proportional to the number of items and articles.
/// </summary>
internal static class ArticleMatcher
{
    private const int MinAgreement = 2;

    /// <param name="items">The items of a document.</param>
    /// <param name="stored">Every stored article of the feed that shares a trait with one of the items.</param>
    /// <param name="home">The canonical link of the site itself, which identifies nothing.</param>
    /// <returns>For each item the index of its article, or -1 if it is new.</returns>
    public static int[] Match(IReadOnlyList<ItemTraits> items, IReadOnlyList<ItemTraits> stored, string? home)
    {
        var matching = new Matching(items, stored);

        // Everything agrees: not even a shared identifier or link leaves a doubt.
        matching.Pair(t => t.Id is null ? null : $"{t.Id} {t.Link} {t.Title} {t.Text}", allowRepeated: true);
        // The identifier decides alone if neither side has it twice.
        matching.Pair(t => t.Id);
        // A shared identifier needs one more trait.
        matching.Pair(t => t.Id is null ? null : $"{t.Id} {t.Link}");
        matching.Pair(t => t.Id is null || t.Title.Length == 0 ? null : $"{t.Id} {t.Title}");
        matching.Pair(t => t.Id is null ? null : $"{t.Id} {t.Text}");
        matching.Pair(t => t.Id is null || t.Published is null ? null : $"{t.Id} {t.Published.Value.Ticks}");

        // Without identifiers: link and words, then the link alone if nothing contradicts it.
        matching.Pair(t => t.Id is null ? $"{t.Link} {t.Title} {t.Text} {t.Published?.Ticks}" : null, allowRepeated: true);
        matching.Pair(t => t.Id is null && t.Title.Length > 0 ? $"{t.Link} {t.Title}" : null);
        matching.Pair(t => t.Id is null ? $"{t.Link} {t.Text}" : null);
        matching.Pair(t => t.Id is null && t.Published is { } date ? $"{t.Link} {date.Ticks}" : null);
        matching.Pair(t => t.Id is null && t.Link != home ? t.Link : null, (item, article) => item.Published is null || article.Published is null);

        // An identifier that changed, appeared or disappeared.
        matching.Pair(t => t.CanonicalId, (item, article) => item.Agreement(article) >= MinAgreement);
        matching.Pair(t => t.Link == home ? null : t.Link, (item, article) => item.Id != article.Id && item.Agreement(article) >= MinAgreement);
        matching.Pair(t => t.Words);

        matching.PairEarlier();
        return matching.Result;
    }

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
