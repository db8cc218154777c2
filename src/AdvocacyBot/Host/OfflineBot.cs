using AdvocacyBot.Core;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Sample;
using AdvocacyBot.Settings;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Host;

/// <summary>
/// The bot's behaviour and database without platforms, loops and endpoints, for a verb that does one thing and exits. May run next to
/// the running bot.
/// </summary>
internal sealed class OfflineBot : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly AsyncServiceScope scope;

    private OfflineBot(ServiceProvider services, HostSettings settings)
    {
        this.services = services;
        scope = services.CreateAsyncScope();
        Settings = settings;
    }

    public HostSettings Settings { get; }

    /// <param name="ct">Cancels.</param>
    /// <param name="community">The short name of the community to work for; null for the first.</param>
    /// <exception cref="StartupException">A setting or the data folder cannot be used, or there is no such community.</exception>
    public static async Task<OfflineBot> OpenAsync(CancellationToken ct, string? community = null)
    {
        var settings = HostSettings.Read(BotConfiguration.Load());
        var folder = DataFolder.Open(settings.Data);
        var store = settings.Store(folder);
        _ = ModelWarmup.BuildAsync(store);
        var services = new ServiceCollection().AddBot(settings, folder).AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        var bot = new OfflineBot(services.BuildServiceProvider(), settings);
        await StoredData.OpenAsync(bot.services, ct);
        await bot.Get<FirstCommunity>().EnsureAsync(ct);
        await bot.Get<PrepareFacts>().RunAsync(ct);
        bot.Get<CommunityScope>().Enter(community is null ? Community.FirstId : await bot.FindAsync(community, ct));
        await bot.Get<SampleState>().DecideAsync(bot.services, ct);
        return bot;
    }

    public T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    private async Task<long> FindAsync(string slug, CancellationToken ct)
    {
        var known = await Get<BotDb>().Communities.Select(c => new { c.Id, c.Slug }).ToListAsync(ct);
        return known.SingleOrDefault(c => c.Slug == slug)?.Id
            ?? throw new StartupException($"There is no community \"{slug}\". There are: {string.Join(", ", known.Select(c => c.Slug))}.");
    }

    public async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await services.DisposeAsync();
    }
}
