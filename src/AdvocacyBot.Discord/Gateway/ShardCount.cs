using System.Globalization;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>The number of shards, stored because all processes must use the same. It only grows: Discord asks for more as the bot joins servers.</summary>
internal sealed class ShardCount(IServiceScopeFactory scopes)
{
    private const string Key = "discord/shards";

    /// <summary>The stored number; null before the first start.</summary>
    public async Task<int?> FindAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await FindAsync(scope.ServiceProvider.GetRequiredService<PlatformState>(), ct);
    }

    /// <inheritdoc cref="FindAsync(CancellationToken)"/>
    public static async Task<int?> FindAsync(PlatformState state, CancellationToken ct) => Read(await state.FindAsync(Key, ct));

    /// <summary>Stores what Discord recommends, unless more are stored.</summary>
    /// <returns>The number that is stored now.</returns>
    public async Task<int> RaiseAsync(int recommended, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var state = scope.ServiceProvider.GetRequiredService<PlatformState>();
        return await scope.ServiceProvider.GetRequiredService<WriteTransaction>().RunAsync(
            Key,
            async inner =>
            {
                if (await FindAsync(state, inner) is { } stored && stored >= recommended)
                    return stored;
                // Sessions of that number are from another time.
                await SessionStore.ForgetAsync(state, recommended, inner);
                await state.SaveAsync(Key, recommended.ToString(CultureInfo.InvariantCulture), inner);
                return recommended;
            },
            ct);
    }

    /// <summary>Discord has closed a shard because there are too few.</summary>
    /// <param name="used">The number that was used.</param>
    /// <param name="recommended">What Discord recommends now.</param>
    /// <exception cref="PlatformUnavailableException">Discord recommends no more, and no process has stored more.</exception>
    public async Task RaiseAboveAsync(int used, int recommended, CancellationToken ct)
    {
        if (await RaiseAsync(recommended, ct) <= used)
            throw new PlatformUnavailableException("Discord requires more shards, but recommends no greater number.");
    }

    private static int? Read(string? value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
