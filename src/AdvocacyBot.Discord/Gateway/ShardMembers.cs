using System.Globalization;
using AdvocacyBot.Core.Processes;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>The processes that run shards. Each has a row; those whose process has ended do not count.</summary>
internal sealed class ShardMembers(IServiceScopeFactory scopes, StoreSettings store, ProcessClaims own, ProcessBell bell)
{
    private const string Prefix = "discord/member/";

    /// <summary>How often to look who else is there; on SQLite nobody can be.</summary>
    public TimeSpan Interval { get; } = store.Provider == StoreProvider.Sqlite ? TimeSpan.FromSeconds(30) : TimeSpan.FromSeconds(2);

    /// <summary>The key of a process's row.</summary>
    public static string KeyOf(string process) => Prefix + process;

    /// <summary>All members in the order in which they joined, so that a new one takes from the others and they take nothing from each other.</summary>
    /// <returns>Always with this process.</returns>
    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken ct)
    {
        if (store.Provider == StoreProvider.Sqlite)
            return [own.Process];

        await using var scope = scopes.CreateAsyncScope();
        var state = scope.ServiceProvider.GetRequiredService<PlatformState>();
        if (await state.FindAsync(KeyOf(own.Process), ct) is null)
        {
            var now = await scope.ServiceProvider.GetRequiredService<DatabaseClock>().NowAsync(ct);
            await state.SaveAsync(KeyOf(own.Process), now.ToString("O", CultureInfo.InvariantCulture), ct);
            bell.Ring();
        }

        // The row that says that this process lives may be missing for a moment.
        var living = await LivingAsync(state, ct);
        return living.Contains(own.Process) ? living : [.. living, own.Process];
    }

    /// <summary>The members whose process lives, in the order in which they joined.</summary>
    public static async Task<IReadOnlyList<string>> LivingAsync(PlatformState state, CancellationToken ct)
    {
        var rows = await state.FindAllAsync(Prefix, ct);
        var processes = await state.FindAllAsync(ProcessRow.Prefix, ct);
        return
        [
            .. rows.Select(row => (Process: row.Key[Prefix.Length..], Joined: row.Value))
                .Where(member => processes.ContainsKey(ProcessRow.KeyOf(member.Process)))
                .OrderBy(member => member.Joined, StringComparer.Ordinal).ThenBy(member => member.Process, StringComparer.Ordinal)
                .Select(member => member.Process),
        ];
    }

    /// <summary>This process runs no more shards; the others divide them at once.</summary>
    public async Task LeaveAsync(CancellationToken ct)
    {
        if (store.Provider == StoreProvider.Sqlite)
            return;
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlatformState>().DeleteAsync([KeyOf(own.Process)], ct);
        bell.Ring();
    }
}

/// <summary>Removes a process that has ended from the members.</summary>
internal sealed class ReleaseMembership(PlatformState state) : IClaimedWork
{
    public Task ReleaseAsync(string? process, CancellationToken ct) =>
        process is null ? Task.CompletedTask : state.DeleteAsync([ShardMembers.KeyOf(process)], ct);
}
