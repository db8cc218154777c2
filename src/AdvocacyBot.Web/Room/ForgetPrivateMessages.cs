using AdvocacyBot.Core.Loops;

namespace AdvocacyBot.Web.Room;

/// <summary>Forgets the room's private messages when their day is over.</summary>
internal sealed class ForgetPrivateMessages(RoomHistory history) : IHousekeeper
{
    public Task KeepAsync(CancellationToken ct)
    {
        history.ForgetPrivately();
        return Task.CompletedTask;
    }
}
