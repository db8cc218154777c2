using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.TestSupport;

/// <summary>Puts deliveries into a bot's outbox.</summary>
internal static class OutboxWriting
{
    /// <summary>In one transaction, as whatever causes them would.</summary>
    public static async Task WriteOutboxAsync(this IServiceProvider bot, Action<OutboxQueue> write)
    {
        await using var scope = bot.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(Community.FirstId);
        await scope.ServiceProvider.GetRequiredService<WriteTransaction>().RunAsync(
            "test",
            _ =>
            {
                write(scope.ServiceProvider.GetRequiredService<OutboxQueue>());
                return Task.CompletedTask;
            },
            CancellationToken.None);
    }
}
