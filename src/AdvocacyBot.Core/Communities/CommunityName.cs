using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Communities;

/// <summary>The name of the community in scope, for files that people take along: the bot's own name is that of the first community.</summary>
public sealed class CommunityName(BotDb db, CommunityScope scope)
{
    public Task<string> ReadAsync(CancellationToken ct) => db.Communities.Where(c => c.Id == scope.Id).Select(c => c.Name).SingleAsync(ct);
}
