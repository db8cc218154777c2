using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;

namespace AdvocacyBot.Core.Mobilizations.Pickers;

/// <summary>Suggests the roles and shifts of the chosen action, those that are still needed first.</summary>
internal sealed class RoleSuggester(Upcoming upcoming, Coverage coverage) : IOptionSuggester
{
    public static string Option => "rsvp.role";

    public async Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct)
    {
        var actions = await upcoming.ForMemberAsync(request, ct);
        var chosen = RsvpChoices.Number(request["action"] ?? "") is { } number ? actions.Find(m => m.Number == number) : actions.Count == 1 ? actions[0] : null;
        if (chosen is null)
            return [];

        var folded = Folding.Fold(typed);
        return
        [
            .. (await coverage.OfAsync(chosen.Id, ct))
                .Where(r => Folding.Fold(r.Name).Contains(folded, StringComparison.Ordinal))
                .OrderByDescending(r => r.Gap > 0)
                .Select(r => new SuggestedValue(r.Name, MobilizationTexts.All.Format(request.Language, r.Gap > 0 ? "role.needed" : "role.covered", r.Name))),
        ];
    }
}
