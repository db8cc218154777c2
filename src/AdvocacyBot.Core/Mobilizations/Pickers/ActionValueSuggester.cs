using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Managing;

namespace AdvocacyBot.Core.Mobilizations.Pickers;

/// <summary>Suggests typical values for the change that an organizer has chosen.</summary>
internal sealed class ActionValueSuggester : IOptionSuggester
{
    private static readonly Dictionary<ManageVerb, string[]> Values = new()
    {
        [ManageVerb.Waitlist] = ["hold", "skip"],
        [ManageVerb.Offers] = ["30", "60", "120", "off"],
        [ManageVerb.Remind] = ["24h", "24h 2h", "48h 24h 2h", "off"],
        [ManageVerb.Closes] = ["24h", "2h", "off"],
        [ManageVerb.Capacity] = ["20", "50", "100", "off"],
        [ManageVerb.Reveal] = ["off"],
        [ManageVerb.Picture] = ["off"],
        [ManageVerb.Discussion] = ["on", "off"],
        [ManageVerb.Matching] = ["on", "off"],
        [ManageVerb.CheckIn] = ["2h", "3h", "12h", "off"],
    };

    public static string Option => "action.value";

    public Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct)
    {
        var isKnown = ManageVerbs.Words.TryGetValue(Folding.Fold(request["do"] ?? ""), out var verb) && Values.ContainsKey(verb);
        return Task.FromResult<IReadOnlyList<SuggestedValue>>(
            isKnown ? [.. Values[verb].Where(v => v.StartsWith(typed, StringComparison.OrdinalIgnoreCase))] : []);
    }
}
