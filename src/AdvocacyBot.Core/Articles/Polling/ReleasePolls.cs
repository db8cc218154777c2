using AdvocacyBot.Core.Processes;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>Releases the feeds that a dead process was polling.</summary>
internal sealed class ReleasePolls(BotDb db, WriteTransaction write, FeedBell bell) : IClaimedWork
{
    public async Task ReleaseAsync(string? process, CancellationToken ct)
    {
        var released = await db.Feeds
            .Where(f => f.LeaseUntil != null && (process == null || f.LeaseOwner!.StartsWith(process)))
            .ExecuteUpdateAsync(row => row.SetProperty(f => f.LeaseUntil, (DateTime?)null).SetProperty(f => f.LeaseOwner, (string?)null), ct);
        if (released > 0)
            write.AfterCommit(bell.Ring);
    }
}
