using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Polling;

/// <summary>
/// Repairs feeds after the clock was set back: a last poll in the future means that the next poll may be years away, so it is made
/// due now.
/// </summary>
internal sealed class RecheckPolls(BotDb db, WriteTransaction write, FeedBell bell, TimeProvider clock) : IHousekeeper
{
    public Task KeepAsync(CancellationToken ct)
    {
        var now = clock.UtcNow;
        return write.RunAsync(
            "feeds/recheck",
            async inner =>
            {
                var changed = await db.Feeds.Where(f => f.LastPolledAt > now).ExecuteUpdateAsync(
                    row => row.SetProperty(f => f.NextPollAt, now).SetProperty(f => f.LastPolledAt, now), inner);
                if (changed > 0)
                    write.AfterCommit(bell.Ring);
            },
            ct);
    }
}
