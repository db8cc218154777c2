using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Offers the feeds followed here, for the option of every command that names one.</summary>
internal sealed class FeedSuggester(Followed followed) : IOptionSuggester
{
    private const int MaxCount = 25;

    public static string Option => "feeds remove.feed";

    /// <summary>The other commands whose option it serves.</summary>
    public static IReadOnlyList<string> OtherOptions { get; } =
    [
        "feeds pause.feed", "feeds resume.feed", "feeds filter.feed", "feeds urgent.feed", "feeds template.feed", "feeds digest.feed",
        "feeds quiet.feed", "feeds zone.feed", "feeds mention.feed", "feeds hold.feed", "feeds test.feed", "feeds read.feed", "feeds age.feed",
    ];

    public async Task<IReadOnlyList<string>> SuggestAsync(Request request, string typed, CancellationToken ct)
    {
        var folded = Folding.Fold(typed);
        var all = await followed.ListAsync(request.Intent.Channel, ct);
        return [.. all.Select(row => row.Feed.Title).Where(title => Folding.Fold(title).Contains(folded, StringComparison.Ordinal)).Distinct().Take(MaxCount)];
    }
}
