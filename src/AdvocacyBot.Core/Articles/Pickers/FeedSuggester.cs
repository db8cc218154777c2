using System.Globalization;
using AdvocacyBot.Core.Articles.Commands;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Core.Articles.Pickers;

/// <summary>Suggests the feeds followed here, for the option of every command that names one.</summary>
internal sealed class FeedSuggester(Followed followed) : IOptionSuggester
{
    private const int MaxTitleLength = 80;

    public static string Option => "feeds remove.feed";

    public static IReadOnlyList<string> OtherOptions =>
    [
        "feeds pause.feed", "feeds resume.feed", "feeds filter.feed", "feeds urgent.feed", "feeds template.feed", "feeds language.feed", "feeds digest.feed",
        "feeds quiet.feed", "feeds zone.feed", "feeds mention.feed", "feeds hold.feed", "feeds approve.feed", "feeds thread.feed", "feeds picture.feed", "feeds test.feed", "feeds read.feed", "feeds age.feed",
        "feeds request.feed", "feeds dates.feed", "feeds repost.feed", "feeds try.feed", "articles public.feed",
    ];

    public async Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct)
    {
        return
        [
            .. (await followed.ListAsync(request.Intent, ct))
                .Select(row => Label(row.Subscription.Number.ToString(CultureInfo.InvariantCulture), row.Feed.Title))
                .Matching(typed)
                .Take(SuggestedValue.MaxCount),
        ];
    }

    private static SuggestedValue Label(string number, string title) => new(number, $"{number} · {SafeText.Shorten(title, MaxTitleLength)}");
}
