using AdvocacyBot.Core.Chat;
using AdvocacyBot.Web.Public;

namespace AdvocacyBot.Web.Room;

/// <summary>
/// Deletes what the web room holds about answers to an action, once the action's key is destroyed: the number of seats taken on its
/// page, and every private message, because any of them may be about it and nothing says which. They are lost at a restart anyway.
/// </summary>
internal sealed class ForgetAction(PrivateMessages privately, RoomListeners listeners, WebFile file)
{
    public async Task<bool> RunAsync(ForgottenAction action, CancellationToken ct)
    {
        foreach (var id in privately.RemoveAll())
            listeners.Tell(RoomUpdate.Deletion(id));
        await file.ChangeAsync("DELETE FROM \"WebAnswers\" WHERE \"Action\" = $action", ct, ("$action", WebAnswers.KeyOf(action.Community, action.Number)));
        return true;
    }
}
