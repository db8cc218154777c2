using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Pickers;

/// <summary>Suggests common times for digests.</summary>
internal sealed class DigestSuggester : IOptionSuggester
{
    public static string Option => "feeds digest.when";

    public Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct) =>
        Task.FromResult(Schedules.Matching(request, "suggest.digest", typed));
}

/// <summary>Suggests common quiet hours.</summary>
internal sealed class QuietHoursSuggester : IOptionSuggester
{
    public static string Option => "feeds quiet.hours";

    public Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct) =>
        Task.FromResult(Schedules.Matching(request, "suggest.quiet", typed));
}

internal static class Schedules
{
    /// <summary>The values of a text, separated by bars, in the words that the command reads in that language.</summary>
    public static IReadOnlyList<SuggestedValue> Matching(Request request, [TextKey(typeof(ArticleTexts))] string key, string typed) =>
        [.. ArticleTexts.All[request.Language, key].Split('|').Where(value => value.Contains(typed, StringComparison.OrdinalIgnoreCase))];
}
