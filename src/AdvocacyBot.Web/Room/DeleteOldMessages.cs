using AdvocacyBot.Core;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Web.Room.Moderation;

namespace AdvocacyBot.Web.Room;

/// <summary>Deletes private messages after a day, public ones after the time that the settings say, and mutes that have ended.</summary>
internal sealed class DeleteOldMessages(
    MessageTable table, PrivateMessages privately, ModerationTable moderation, WebFile file, WebSettings settings, TimeProvider clock) : IHousekeeper
{
    public async Task KeepAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        privately.RemoveBefore(now - PrivateMessages.Lifetime);
        await moderation.DeleteEndedAsync(now, ct);
        if (await table.DeleteBeforeAsync(now.AddDays(-settings.RoomRetentionDays), ct) > 0)
            await file.ScrubAsync(ct);
    }
}
