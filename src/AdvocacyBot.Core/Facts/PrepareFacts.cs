using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Facts;

/// <summary>Brings stored facts up to date after an update of the bot: the shared names, and how claims are indexed. Runs at each start.</summary>
public sealed class PrepareFacts
{
    private readonly BotDb db;
    private readonly IServiceScopeFactory scopes;

    internal PrepareFacts(BotDb db, IServiceScopeFactory scopes) => (this.db, this.scopes) = (db, scopes);

    public async Task RunAsync(CancellationToken ct)
    {
        await InAsync(CommunityScope.Shared, services => services.GetRequiredService<SharedNames>().RefreshAsync(ct));
        foreach (var community in await ReindexClaims.CommunitiesWithWork(db).ToListAsync(ct))
        {
            await InAsync(community, services => services.GetRequiredService<WriteTransaction>().RunAsync(
                "facts", inner => new ReindexClaims(services.GetRequiredService<BotDb>()).RunAsync(services.GetRequiredService<ImportFacts>(), inner), ct));
        }
    }

    private async Task InAsync(long community, Func<IServiceProvider, Task> work)
    {
        await using var scope = scopes.CreateScopeOf(community);
        await work(scope.ServiceProvider);
    }
}
