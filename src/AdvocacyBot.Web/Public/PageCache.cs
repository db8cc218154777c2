using System.Collections.Concurrent;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Public;

namespace AdvocacyBot.Web.Public;

/// <summary>Which page: never whose.</summary>
/// <param name="Name">The action's name in the address.</param>
/// <param name="Site">Scheme, host and the group's name, which stand in the page.</param>
internal readonly record struct PageKey(string Name, Language Language, string Site);

/// <summary>
/// Keeps rendered pages of actions for visitors without a cookie, who all see the same. A page is rendered again when this process changes
/// an action, and at least once a second while it is read, because times pass and other processes change actions, too. While one visitor's
/// request renders it again, others get the former one. Thread-safe.
/// </summary>
internal sealed class PageCache(PublicChanges changes, TimeProvider clock)
{
    private const int MaxCount = 300;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    /// <summary>How long a page is shown while another request renders it again.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<PageKey, Page> pages = new();

    /// <summary>To be read before a page is rendered.</summary>
    public long Version => changes.Count;

    /// <returns>The page as UTF-8; null if the caller is to render it.</returns>
    public byte[]? Find(PageKey key)
    {
        if (!pages.TryGetValue(key, out var page) || page.Version != changes.Count)
            return null;
        var age = clock.UtcNow - page.At;
        if (age < TimeSpan.Zero || age >= MaxAge)
            return null;
        return age < Lifetime || !page.BeginRefresh() ? page.Html : null;
    }

    /// <param name="version">The <see cref="Version"/> from before it was rendered.</param>
    public void Keep(PageKey key, byte[] html, long version)
    {
        // There are few open actions; a flood of host names or languages only makes everything be rendered again.
        if (pages.Count >= MaxCount)
            pages.Clear();
        pages[key] = new Page(html, version, clock.UtcNow);
    }

    private sealed record Page(byte[] Html, long Version, DateTime At)
    {
        private int isRefreshing;

        /// <summary>Whether the caller is the first to render it again.</summary>
        public bool BeginRefresh() => Interlocked.Exchange(ref isRefreshing, 1) == 0;
    }
}
