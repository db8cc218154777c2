using System.Globalization;
using AdvocacyBot.Core.Articles.Commands;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Pickers;

/// <summary>Suggests the latest articles of the feeds followed here, by title.</summary>
internal sealed class ArticleSuggester(BotDb db, ArticleList list) : IOptionSuggester
{
    private const int Searched = 200;
    public static string Option => "articles why.number";

    public static IReadOnlyList<string> OtherOptions => ["articles read.number"];

    public async Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct)
    {
        var latest = await list.Visible(request.Intent)
            .Join(db.ArticleNumbers, a => a.Id, n => n.ArticleId, (a, n) => new { n.Number, a.Title })
            .OrderByDescending(a => a.Number).Take(Searched).ToListAsync(ct);
        return
        [
            .. latest
                .Select(a => new SuggestedValue(a.Number.ToString(CultureInfo.InvariantCulture), $"{a.Number} · {SafeText.Shorten(a.Title, 80)}"))
                .Matching(typed)
                .Take(SuggestedValue.MaxCount),
        ];
    }
}
