using System.Collections.Concurrent;

namespace AdvocacyBot.Benchmarks.Soak;

/// <summary>Which articles have been shown in one place, and how often each.</summary>
internal sealed class Sightings
{
    private readonly ConcurrentDictionary<string, int> times = new(StringComparer.Ordinal);

    /// <summary>How many different ones.</summary>
    public int Count => times.Count;

    /// <summary>How many were shown more often than once.</summary>
    public int Repeated => times.Values.Count(n => n > 1);

    public bool Has(int article) => times.ContainsKey(TitleOf(article));

    /// <summary>The bot has said something, which may be an article.</summary>
    public void See(string text)
    {
        var title = string.Join(' ', text.Split([' ', '\n'], 3).Take(2));
        if (title.StartsWith("Article ", StringComparison.Ordinal))
            times.AddOrUpdate(title, 1, (_, n) => n + 1);
    }

    private static string TitleOf(int article) => $"Article {article}";
}
