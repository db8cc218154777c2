using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Commands;

/// <summary>Suggests commands for help.</summary>
internal sealed class CommandSuggester(CommandCatalog catalog) : IOptionSuggester
{
    public static string Option => "help.command";

    public Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct)
    {
        var folded = Folding.Fold(typed);
        return Task.FromResult<IReadOnlyList<SuggestedValue>>(
        [
            .. catalog.Specs
                .Where(s => s.Audience == Audience.Everyone || request.IsOrganizer)
                .Select(s => new SuggestedValue(s.NameIn(request.Language), $"{s.NameIn(request.Language)} · {s.SummaryIn(request.Language)}"))
                .Matching(typed)
                .OrderByDescending(s => Folding.Fold(s.Value).StartsWith(folded, StringComparison.Ordinal))
                .Take(SuggestedValue.MaxCount),
        ]);
    }
}
