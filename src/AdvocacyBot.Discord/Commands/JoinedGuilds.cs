using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Discord.Interactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Discord.Commands;

/// <summary>Reads which guilds have joined which community.</summary>
internal sealed class JoinedGuilds(IServiceScopeFactory scopes)
{
    /// <summary>The id of each guild's community.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BotDb>().Places
            .Where(p => p.Platform == InteractionMapper.Platform)
            .ToDictionaryAsync(p => p.Key, p => p.CommunityId, ct);
    }
}
