using AdvocacyBot.Core.Processes;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Host;

/// <summary>
/// Releases the leases of a former process at startup. Only on SQLite, where one process uses the data folder; on PostgreSQL another
/// process may be alive.
/// </summary>
internal static class StaleLeases
{
    public static async Task ReleaseAsync(IServiceProvider scope, CancellationToken ct)
    {
        if (!scope.GetRequiredService<BotDb>().Database.IsSqlite())
            return;
        await scope.GetRequiredService<WriteTransaction>().RunAsync(
            null,
            async inner =>
            {
                foreach (var work in scope.GetServices<IClaimedWork>())
                    await work.ReleaseAsync(null, inner);
            },
            ct);
    }
}
