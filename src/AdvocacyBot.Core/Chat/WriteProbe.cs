using System.Data.Common;

namespace AdvocacyBot.Core.Chat;

/// <summary>Whether the database takes a write: it tries one.</summary>
public sealed class WriteProbe(Inbox inbox)
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
