using System.Data.Common;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Inbox;

/// <summary>Whether the database takes a write: it tries one.</summary>
public sealed class WriteProbe(EventInbox inbox)
{
    public async Task<bool> CanWriteAsync(CancellationToken ct)
    {
        try
        {
            await inbox.SaveAsync(new Cursor("probe", Guid.NewGuid().ToString("N")), ct);
            return true;
        }
        catch (Exception e) when (e is DbException or Microsoft.EntityFrameworkCore.DbUpdateException)
        {
            return false;
        }
    }
}
