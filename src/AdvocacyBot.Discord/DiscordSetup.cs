using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Processes;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Events;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Posts;
using AdvocacyBot.Discord.Rendering;
using AdvocacyBot.Discord.Rest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AdvocacyBot.Discord;

/// <summary>Registers the Discord platform.</summary>
public static class DiscordSetup
{
    /// <summary>Adds Discord. Requires a token in the settings.</summary>
    public static IServiceCollection AddDiscord(this IServiceCollection services, DiscordSettings settings)
    {
        services.TryAddSingleton<TopicSource>((_, _) => Task.FromResult<IReadOnlyList<TopicCommand>>([]));
        services.TryAddSingleton<ScheduledEventSource>((_, _) => Task.FromResult<ScheduledEventDetails?>(null));
        return services
            .AddSingleton(settings)
            .AddSingleton<ScheduledEventSync>()
            .AddSingleton<ApiClient>()
            .AddSingleton<DiscordApi>()
            .AddSingleton<ChannelCache>()
            .AddSingleton<OrganizerRights>()
            .AddForgetting<OrganizerRights>((rights, member) => rights.Forget(member))
            .AddSingleton<GuildPlaces>()
            .AddSingleton<CommandRegistry>()
            .AddSingleton<RegisteredScopes>()
            .AddSingleton<JoinedGuilds>()
            .AddSingleton<ReplyPages>()
            .AddSingleton<MessageSubjectWriter>()
            .AddSingleton<InteractionResponder>()
            .AddSingleton<AnswerWarmup>()
            .AddSingleton<Autocomplete>()
            .AddSingleton<InteractionHandler>()
            .AddSingleton<MessageHandler>()
            .AddSingleton<EventDispatcher>()
            .AddSingleton<BotIdentity>()
            .AddSingleton<ChannelChecks>()
            .AddSingleton<RoleLookup>()
            .AddSingleton<PostSender>()
            .AddSingleton<ForumPosts>()
            .AddSingleton<DiscussionThreads>()
            .AddSingleton<AttachedPictures>()
            .AddSingleton<MessageEditor>()
            .AddSingleton<Publisher>()
            .AddSingleton<SessionStore>()
            .AddSingleton<SharedIdentifyBudget>()
            .AddSingleton<HeldShards>()
            .AddSingleton<ShardMembers>()
            .AddScoped<IClaimedWork, ReleaseMembership>()
            .AddSingleton<ShardCount>()
            .AddSingleton<ShardStarter>()
            .AddSingleton<ShardDistribution>()
            .AddSingleton<DiscordMetrics>()
            .AddSingleton(new ReplyPreview("Discord", MessagePreview.Write))
            .AddSingleton<IChatPlatform, DiscordPlatform>();
    }
}
