using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Alerts;

/// <summary>Implements <see cref="AlertPoster"/>.</summary>
internal sealed partial class PostAlert(IServiceScopeFactory scopes, BotSettings settings, TimeProvider clock, ILogger<PostAlert> logger)
{
    private const string Meaning = "once";

    public async Task<bool> RunAsync(long community, string key, Func<Language, string> write, CancellationToken ct)
    {
        await using var scope = scopes.CreateScopeOf(community);
        var services = scope.ServiceProvider;
        var state = await services.GetRequiredService<AlertStore>().FindAsync(community, ct);
        var posted = false;
        foreach (var channel in state.Channels)
        {
            if (services.GetRequiredService<PlatformDirectory>().Find(channel.Platform) is not { IsReady: true } platform
                || !await services.GetRequiredService<OwnChannels>().IncludeAsync(channel, ct))
            {
                continue;
            }

            try
            {
                var language = await services.GetRequiredService<BotDb>().LanguageOfAsync(channel, ct) ?? settings.DefaultLanguage;
                var reply = services.GetRequiredService<ReaderLanguages>()
                    .Write(channel, language, l => Reply.Say(l, write(l)) with { Urgency = Urgency.Notify });
                await platform.SendAsync(new Post(channel, reply, OutboxQueue.KeyOf(channel, $"alert/{key}", Meaning), clock.UtcNow), ct);
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
