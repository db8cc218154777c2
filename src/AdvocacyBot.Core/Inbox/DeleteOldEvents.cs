using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Inbox;

/// <summary>Deletes events that are too old for any platform to repeat.</summary>
internal sealed class DeleteOldEvents(BotDb db, WriteTransaction write, TimeProvider clock) : IHousekeeper
{
    public async Task KeepAsync(CancellationToken ct)
    {
        var before = (clock.UtcNow - EventInbox.Memory).Date;
        await write.RunAsync("events", inner => db.SeenEvents.Where(e => e.At < before).ExecuteDeleteAsync(inner), ct);
    }
}
