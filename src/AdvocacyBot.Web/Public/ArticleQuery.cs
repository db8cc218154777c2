using System.Globalization;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Public;

/// <summary>Writes the query of addresses of the page of articles. Pure.</summary>
internal static class ArticleQuery
{
    public static string Write(string words, int page, Language language) => string.Create(
        CultureInfo.InvariantCulture, $"?q={Uri.EscapeDataString(words)}{(page > 1 ? $"&page={page}" : "")}&lang={language.Code}");
}
