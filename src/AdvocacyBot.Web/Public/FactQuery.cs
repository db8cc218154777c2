using System.Globalization;
using AdvocacyBot.Core.Facts.Public;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Public;

/// <summary>Writes the query of the pages of facts.</summary>
internal static class FactQuery
{
    public static string Write(PublicFactQuery query, Language language, int page = 1) => string.Create(
        CultureInfo.InvariantCulture,
        $"?topic={Uri.EscapeDataString(query.Topic ?? "")}&country={Uri.EscapeDataString(query.Country ?? "")}&from={query.FromYear}&to={query.ToYear}&lang={language.Code}{(page > 1 ? $"&page={page}" : "")}");
}
