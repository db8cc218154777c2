using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// Does something in every community on a person's own behalf: who asks to be forgotten is forgotten everywhere. The result must
/// not show what any other community holds.
/// </summary>
public sealed class EveryCommunity(BotDb db, IServiceScopeFactory scopes)
{
    /// <summary>Runs the work in one scope per community, one after the other.</summary>
    public async Task RunAsync(Func<IServiceProvider, CancellationToken, Task> work, CancellationToken ct)
    {
        foreach (var community in await db.Communities.OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(ct))
        {
            await using var scope = scopes.CreateScopeOf(community);
            await work(scope.ServiceProvider, ct);
        }
    }
}
