using System.Globalization;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Communities.Hosting;

/// <summary>
/// Deletes the communities that the operator has deleted, with every row that they own. Runs in the bot and not in the verb, because
/// only the bot can have its platforms forget who answered. Each step can be repeated after a crash.
/// </summary>
internal sealed class EraseCommunities(PlatformState states, IServiceScopeFactory scopes) : IHousekeeper
{
    public async Task KeepAsync(CancellationToken ct)
    {
        foreach (var key in (await states.FindAllAsync(CommunityStates.Deleted, ct)).Keys)
        {
            var community = long.Parse(key.AsSpan(CommunityStates.Deleted.Length), CultureInfo.InvariantCulture);
            await using var scope = scopes.CreateScopeOf(community);
            await scope.ServiceProvider.GetRequiredService<EraseCommunity>().RunAsync(ct);
        }
    }
}

/// <summary>Deletes the community in scope.</summary>
internal sealed partial class EraseCommunity(
    BotDb db, WriteTransaction write, PlatformState states, IEnumerable<ICommunityErasure> erasures, ILogger<EraseCommunity> logger)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var community = db.CommunityId;
        var isReady = true;
        foreach (var erasure in erasures)
            isReady &= await erasure.PrepareAsync(ct);
        if (!isReady)
        {
            LogWaiting(logger, community);
            return;
        }

        await write.RunAsync(
            "communities",
            async inner =>
            {
                foreach (var table in OwnedTables.Of(db.Model))
                    await RawRows.RunAsync(db, $"""DELETE FROM "{table}" WHERE "CommunityId" = @community""", [[]], inner);
                foreach (var erasure in erasures)
                    await erasure.CompleteAsync(inner);
                await states.DeleteAsync(CommunityStates.KeysOf(community), inner);
                await db.Communities.Where(c => c.Id == community).ExecuteDeleteAsync(inner);
            },
            ct);
        LogErased(logger, community);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Community {Community} is deleted with all its data")]
    private static partial void LogErased(ILogger logger, long community);

    [LoggerMessage(Level = LogLevel.Information, Message = "Community {Community} will be deleted once its platforms are connected")]
    private static partial void LogWaiting(ILogger logger, long community);
}
