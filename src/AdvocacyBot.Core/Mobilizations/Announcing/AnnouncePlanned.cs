using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>Announces the later mobilizations of a series when their time has come.</summary>
internal sealed class AnnouncePlanned(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AnnouncePlanned> logger) : Loop(clock, logger)
{
    private readonly TimeProvider clock = clock;

    public override async Task<DateTime?> TurnAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<BotDb>();
        var now = clock.GetUtcNow().UtcDateTime;
        var planned = db.Mobilizations.Where(m => m.State == MobilizationState.Planned);
        var due = await planned.Where(m => m.AnnounceAt <= now).Select(m => m.Id).ToListAsync(ct);
        foreach (var id in due)
        {
            await services.GetRequiredService<WriteTransaction>().RunAsync(
                Subject.Of("mobilization", id),
                async inner =>
                {
                    var mobilization = await db.Mobilizations.SingleAsync(m => m.Id == id, inner);
                    if (mobilization.State == MobilizationState.Planned)
                        await services.GetRequiredService<PublishMobilization>().RunAsync(mobilization, inner);
                },
                ct);
        }

        return due.Count > 0 ? now : await planned.MinAsync(m => m.AnnounceAt, ct);
    }
}
