using AdvocacyBot.Core.Store;
using AdvocacyBot.Discord.Rest;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Discord.Commands;

/// <summary>Stores in which scopes commands are registered, and a hash of each set.</summary>
internal sealed class RegisteredScopes(DiscordApi api, IServiceScopeFactory scopes)
{
    private const char Separator = ' ';

    /// <summary>The scopes that may hold commands, also those that an earlier version registered.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string application, CancellationToken ct)
    {
        if (await FindAsync(ListKey(application), ct) is { } list)
            return list.Split(Separator, StringSplitOptions.RemoveEmptyEntries);

        // Earlier versions kept no list: look for the hashes of all scopes that can exist.
        var found = new List<string>();
        foreach (var scope in (await api.Guilds.ListAsync(ct)).Select(g => g.Id).Append("all"))
        {
            if (await HashAsync(application, scope, ct) is { Length: > 0 })
                found.Add(scope);
        }

        return found;
    }

    /// <summary>The hash of a scope's commands, or null if none are registered.</summary>
    public Task<string?> HashAsync(string application, string scope, CancellationToken ct) => FindAsync(HashKey(application, scope), ct);

    /// <summary>Lists a scope as one that may hold commands.</summary>
    public Task AddAsync(string application, string scope, CancellationToken ct) => SaveListAsync(application, list => list.Union([scope]), ct);

    public Task SaveHashAsync(string application, string scope, string hash, CancellationToken ct) => SaveAsync(HashKey(application, scope), hash, ct);

    public async Task RemoveAsync(string application, string scope, CancellationToken ct)
    {
        await SaveAsync(HashKey(application, scope), "", ct);
        await SaveListAsync(application, list => list.Except([scope]), ct);
    }

    private async Task SaveListAsync(string application, Func<IEnumerable<string>, IEnumerable<string>> change, CancellationToken ct) =>
        await SaveAsync(ListKey(application), string.Join(Separator, change(await ListAsync(application, ct))), ct);

    private async Task<string?> FindAsync(string key, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PlatformState>().FindAsync(key, ct);
    }

    private async Task SaveAsync(string key, string value, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlatformState>().SaveAsync(key, value, ct);
    }

    private static string ListKey(string application) => $"discord/commands/{application}";

    private static string HashKey(string application, string scope) => $"discord/commands/{application}/{scope}";
}
