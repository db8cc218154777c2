using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>
/// Stores each shard's session and position in the database, so that whoever runs the shard next resumes and loses no event. A position
/// begins with the claim of the process that runs the shard: once another has claimed it, the former one's saves change nothing.
/// </summary>
internal sealed class SessionStore(IServiceScopeFactory scopes)
{
    private const string Prefix = "discord/shard/";

    /// <param name="claim">Of the process that runs the shard; contains no space.</param>
    public static Cursor Cursor(int shard, int shards, string claim, GatewayPosition position) => new(Stream(shard, shards), Write(claim, position)) { Fence = $"{claim} " };

    /// <summary>Claims a shard, whose lock the caller holds.</summary>
    /// <returns>The stored position; null if there is none or it cannot be read.</returns>
    public async Task<GatewayPosition?> ClaimAsync(int shard, int shards, string claim, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var state = scope.ServiceProvider.GetRequiredService<PlatformState>();
        return await scope.ServiceProvider.GetRequiredService<WriteTransaction>().RunAsync(
            $"state/{Stream(shard, shards)}",
            async inner =>
            {
                var position = Read(await state.FindAsync(Stream(shard, shards), inner));
                await state.SaveAsync(Stream(shard, shards), position is null ? $"{claim} " : Write(claim, position), inner);
                return position;
            },
            ct);
    }

    public async Task SaveAsync(Cursor cursor, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlatformState>().SaveAsync(cursor.Stream, cursor.Position, cursor.Fence, ct);
    }

    /// <summary>Whether every shard of a number has begun a session.</summary>
    public async Task<bool> HaveAllBegunAsync(int shards, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<PlatformState>().FindAllAsync(Prefix, ct);
        return Enumerable.Range(0, shards).All(shard => Read(rows.GetValueOrDefault(Stream(shard, shards))) is not null);
    }

    /// <summary>Deletes the sessions of a number of shards. Joins the present transaction.</summary>
    public static async Task ForgetAsync(PlatformState state, int shards, CancellationToken ct) =>
        await state.DeleteAsync([.. Enumerable.Range(0, shards).Select(shard => Stream(shard, shards))], ct);

    /// <summary>Earlier versions stored no claim.</summary>
    private static GatewayPosition? Read(string? saved) =>
        saved?.Split(' ') is [.., var sequence, { Length: > 0 } id, var url]
        && int.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && Uri.TryCreate(url, UriKind.Absolute, out var address)
            ? new GatewayPosition(new GatewaySession(id, address), number)
            : null;

    private static string Write(string claim, GatewayPosition position) =>
        string.Create(CultureInfo.InvariantCulture, $"{claim} {position.Sequence} {position.Session.Id} {position.Session.Url}");

    private static string Stream(int shard, int shards) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{shard}/{shards}");
}
