using AdvocacyBot.Core.Platforms;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.TestSupport;

/// <summary>Two bots on one PostgreSQL, one clock and one chat platform, as two processes of one installation would be.</summary>
internal sealed class ProcessPair : IAsyncDisposable
{
    private ProcessPair(BotHarness first, BotHarness second, FakeClock clock, FakePlatform platform) =>
        (First, Second, Clock, Platform) = (first, second, clock, platform);

    public BotHarness First { get; }

    public BotHarness Second { get; }

    public FakeClock Clock { get; }

    /// <summary>The platform that both are connected to.</summary>
    public FakePlatform Platform { get; }

    public static async Task<ProcessPair> StartAsync(
        FakePlatform? platform = null, IReadOnlyDictionary<string, string?>? settings = null, bool secondHasPlatform = true)
    {
        var clock = new FakeClock();
        platform ??= new FakePlatform("shared");
        var connection = await MigratedDatabase.OnPostgresAsync();
        void Add(IServiceCollection services) => services.AddSingleton<IChatPlatform>(platform);
        var first = await BotHarness.StartAsync(Database.Postgres, Add, clock, connection: connection, settings: settings);
        var second = await BotHarness.StartAsync(
            Database.Postgres, secondHasPlatform ? Add : null, clock, connection: connection, settings: settings);
        return new ProcessPair(first, second, clock, platform);
    }

    public async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
    }
}
