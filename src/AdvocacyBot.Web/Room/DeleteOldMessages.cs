using AdvocacyBot.Core;
using AdvocacyBot.Core.Loops;

namespace AdvocacyBot.Web.Room;

/// <summary>Deletes private messages after a day and public ones after the time that the settings say.</summary>
internal sealed class DeleteOldMessages(MessageTable table, PrivateMessages privately, WebFile file, WebSettings settings, TimeProvider clock) : IHousekeeper
{
    public async Task KeepAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        privately.RemoveBefore(now - PrivateMessages.Lifetime);
        if (await table.DeleteBeforeAsync(now.AddDays(-settings.RoomRetentionDays), ct) > 0)
            await file.ScrubAsync(ct);
    }
}
