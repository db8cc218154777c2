using System.Data.Common;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Inbox;

/// <summary>Whether the database takes a write: it tries one.</summary>
public sealed class WriteProbe(PlatformState state)
{
    public async Task<bool> CanWriteAsync(CancellationToken ct)
    {
        try
        {
            await state.SaveAsync("probe", Guid.NewGuid().ToString("N"), ct);
            return true;
        }
        catch (Exception e) when (e is DbException or Microsoft.EntityFrameworkCore.DbUpdateException)
        {
            return false;
        }
    }
}
