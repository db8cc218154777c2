using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Mobilizations.Managing;

namespace AdvocacyBot.Core.Mobilizations.Pickers;

/// <summary>Suggests the changes that organizers can make to an action, by what they do.</summary>
internal sealed class ActionVerbSuggester : IOptionSuggester
{
    public static string Option => "action.do";

    public Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct)
    {
        var option = ActionCommand.Spec.Options.Single(o => o.Name == "do");
        var all = ManageVerbs.Names.Select(name => new SuggestedValue(name, $"{name} · {ActionCommand.Spec.LabelOf(option, name, request.Language)}"));
        return Task.FromResult<IReadOnlyList<SuggestedValue>>([.. all.Matching(typed).Take(SuggestedValue.MaxCount)]);
    }
}
