using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>Stores each shard's session and position in the database, so that a restart resumes and loses no event.</summary>
internal sealed class SessionStore(IServiceScopeFactory scopes)
{
    public static Cursor Cursor(int shard, int shards, GatewayPosition position) => new(
        Stream(shard, shards),
        string.Create(CultureInfo.InvariantCulture, $"{position.Sequence} {position.Session.Id} {position.Session.Url}"));

    /// <summary>The stored position, or null if there is none or it cannot be read.</summary>
    public async Task<GatewayPosition?> ReadAsync(int shard, int shards, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var saved = await scope.ServiceProvider.GetRequiredService<PlatformState>().FindAsync(Stream(shard, shards), ct);
        return saved?.Split(' ') is [var sequence, { Length: > 0 } id, var url]
            && int.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && Uri.TryCreate(url, UriKind.Absolute, out var address)
                ? new GatewayPosition(new GatewaySession(id, address), number)
                : null;
    }

    public async Task SaveAsync(Cursor cursor, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlatformState>().SaveAsync(cursor.Stream, cursor.Position, ct);
    }

    private static string Stream(int shard, int shards) => string.Create(CultureInfo.InvariantCulture, $"discord/shard/{shard}/{shards}");
}
