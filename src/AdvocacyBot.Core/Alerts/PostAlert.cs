using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Alerts;

/// <summary>Implements <see cref="AlertPoster"/>.</summary>
internal sealed partial class PostAlert(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PostAlert> logger)
{
    private const string Meaning = "once";

    public async Task<bool> RunAsync(long community, string key, Func<Language, string> write, CancellationToken ct)
    {
        await using var scope = scopes.CreateScopeOf(community);
        var (store, posts) = (scope.ServiceProvider.GetRequiredService<AlertStore>(), scope.ServiceProvider.GetRequiredService<AlertChannel>());
        var posted = false;
        foreach (var channel in (await store.FindAsync(community, ct)).Channels)
        {
            if (!await posts.IsOpenAsync(channel, ct))
                continue;

            try
            {
                await posts.PostAsync(channel, key, Meaning, clock.UtcNow, write, ct);
                posted = true;
            }
            catch (SendFailedException e)
            {
                LogNotPosted(logger, channel, e.Message);
            }
        }

        return posted;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An alert could not be posted in {Channel}: {Reason}")]
    private static partial void LogNotPosted(ILogger logger, ChannelRef channel, string reason);
}
