using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Pickers;

/// <summary>Suggests the names of templates.</summary>
internal sealed class TemplateSuggester(BotDb db) : IOptionSuggester
{
    public static string Option => "announce.template";

    public static IReadOnlyList<string> OtherOptions => ["templates.template"];

    public async Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct)
    {
        var folded = Folding.Fold(typed);
        return [.. await db.Templates.Where(t => t.Name.Contains(folded)).OrderBy(t => t.Name).Select(t => t.Name).Take(SuggestedValue.MaxCount).ToListAsync(ct)];
    }
}
