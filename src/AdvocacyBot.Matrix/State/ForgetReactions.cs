using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Matrix.EndToEnd;

namespace AdvocacyBot.Matrix.State;

/// <summary>Deletes which reactions answered an action, and what messages offered for it, once the action's answers are destroyed.</summary>
internal sealed class ForgetReactions(MatrixStateStore state, OfferedChoices offers)
{
    /// <returns>False if the state is not loaded, because this process is not connected, or not yet.</returns>
    public async Task<bool> RunAsync(ForgottenAction action, CancellationToken ct)
    {
        if (!state.IsLoaded)
            return false;

        state.Change(s =>
        {
            foreach (var (id, _) in s.Reactions.Where(r => IsAbout(action, r.Value.Choice, r.Value.Message)).ToList())
                s.Reactions.Remove(id);
        });
        await state.SaveAsync(ct);
        await offers.RemoveAsync((message, offer) => offer.Choices.Exists(choice => IsAbout(action, choice.Id, message)), ct);
        return true;
    }

    /// <summary>
    /// In rooms a choice says only the number, so its message tells the community. Choices in conversations of the first community say
    /// only the number as well; for that one the number is enough.
    /// </summary>
    private static bool IsAbout(ForgottenAction action, string choice, string message)
    {
        if (choice.Split(':') is not [_, var about, ..])
            return false;
        var number = action.Number.ToString(CultureInfo.InvariantCulture);
        return about == string.Create(CultureInfo.InvariantCulture, $"c{action.Community}.{number}")
            || (about == number && (action.Community == Community.FirstId || action.Messages.Any(m => m.Id == message)));
    }
}
