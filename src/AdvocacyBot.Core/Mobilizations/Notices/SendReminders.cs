using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>Sends the reminders of mobilizations when they are due.</summary>
internal sealed class SendReminders(IServiceScopeFactory scopes, TimeProvider clock, ILogger<SendReminders> logger)
    : MobilizationLoop(scopes, clock, logger)
{
    protected override Task<List<DueMobilization>> DueAsync(BotDb db, DateTime now, CancellationToken ct) =>
        db.Mobilizations.AcrossCommunities()
            .Where(m => m.RemindAt <= now).OrderBy(m => m.RemindAt)
            .Select(m => new DueMobilization(m.CommunityId, m.Id))
            .ToListAsync(ct);

    protected override Task<DateTime?> NextAsync(BotDb db, CancellationToken ct) => db.Mobilizations.AcrossCommunities().MinAsync(m => m.RemindAt, ct);

    protected override async Task OneAsync(IServiceProvider services, long id, DateTime now, CancellationToken ct)
    {
        var mobilization = await services.GetRequiredService<BotDb>().Mobilizations.SingleAsync(m => m.Id == id, ct);
        if (mobilization.RemindAt <= now)
            await services.GetRequiredService<Reminders>().RunDueAsync(mobilization, ct);
    }
}
