using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Rest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AdvocacyBot.Discord;

/// <summary>Every registration of the Discord platform.</summary>
public static class DiscordSetup
{
    /// <summary>Adds Discord; to be called only where there is a token.</summary>
    public static IServiceCollection AddDiscord(this IServiceCollection services, DiscordSettings settings)
    {
        services.TryAddSingleton<TopicSource>(_ => Task.FromResult<IReadOnlyList<TopicCommand>>([]));
        services.TryAddSingleton<ScheduledEventSource>((_, _) => Task.FromResult<ScheduledEventDetails?>(null));
        return services
            .AddSingleton(settings)
            .AddSingleton<ScheduledEvents>()
            .AddSingleton<ApiClient>()
            .AddSingleton<DiscordApi>()
            .AddSingleton<KnownChannels>()
            .AddSingleton<OrganizerRights>()
            .AddSingleton<CommandRegistry>()
            .AddSingleton<PageTurning>()
            .AddSingleton<ShownMessages>()
            .AddSingleton<Answering>()
            .AddSingleton<InteractionHandling>()
            .AddSingleton<Conversations>()
            .AddSingleton<EventHandling>()
            .AddSingleton<Posting>()
            .AddSingleton<SessionStore>()
            .AddSingleton<IChatPlatform, DiscordPlatform>();
    }
}
