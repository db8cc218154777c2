using AdvocacyBot.Core.Alerts;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Backups;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Commands.Appearance;
using AdvocacyBot.Core.Commands.Joining;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Processes;
using AdvocacyBot.Core.Related;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AdvocacyBot.Core;

/// <summary>Every registration of the bot's behaviour; platforms and doors are the host's.</summary>
public static class CoreSetup
{
    /// <summary>All that a running bot needs but its platforms.</summary>
    public static IServiceCollection AddBotCore(this IServiceCollection services, StoreSettings store, BotSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new CommunitySettings());
        services.TryAddSingleton(new BackupSettings());
        services.TryAddSingleton(new DiskSpaceSettings([], MinFreeMegabytes: 0));
        services.AddSingleton<OutsideTime>();
        services.AddMetrics().AddSingleton(settings).AddSingleton(provider => new Lazy<OutboxDelay>(provider.GetRequiredService<OutboxDelay>)).AddSingleton<BotMetrics>();
        var own = new ProcessClaims();
        services.AddStore(store.NamedAfter(own.Process)).AddProcesses(store, own);
        services.AddCommunities();
        services.AddChat();
        services.AddArticles().AddFacts().AddMobilizations();
        services.AddRelated();
        services.AddBackups().AddAlerts();
        // After all that fills it, so that one round of the loops sends what the round has queued.
        services.AddOutbox();
        services.AddLoop<Housekeeping>().AddLoop<WriteRecovery>();
        return services;
    }

    private static IServiceCollection AddChat(this IServiceCollection services) =>
        services
            .AddSingleton<CommandCatalog>()
            .AddSingleton<CommandRouter>()
            .AddScoped<ReplyReader>()
            .AddSingleton<PlatformConnections>()
            .AddSingleton<PlatformDirectory>()
            .AddSingleton<ReaderLanguages>()
            .AddSingleton<StorageRetry>()
            .AddSingleton<MemberLimits>()
            .AddSingleton<ChannelLanguages>()
            .AddForgetting<ChannelLanguages>((memory, member) => memory.Forget(member))
            .AddSingleton<PlatformHost>()
            .AddHostedService(provider => provider.GetRequiredService<PlatformHost>())
            .AddSingleton<IntentHandler>(provider => provider.GetRequiredService<CommandRouter>().HandleAsync)
            .AddSingleton<PendingIntents>()
            .AddForgetting<PendingIntents>((memory, member) => memory.Forget(member))
            .AddScoped<CommunityChoices>()
            .AddScoped<Admission>()
            .AddSingleton<EventIds>()
            .AddScoped<EventInbox>()
            .AddScoped<MessageSubjects>()
            .AddScoped<StoredPictures>()
            .AddScoped<WriteProbe>()
            .AddCommand<HelpCommand>()
            .AddSuggester<CommandSuggester>()
            .AddCommand<LanguageCommand>()
            .AddScoped<SetupPanel>()
            .AddScoped<PlaceSetup>()
            .AddCommand<SetupCommand>()
            .AddChoices<SetupChoices>()
            .AddCommand<PlacesCommand>()
            .AddSuggester<PlaceSuggester>()
            .AddCommand<LogCommand>()
            .AddScoped<ChangeLogo>()
            .AddCommand<AppearanceCommand>()
            .AddCommand<MistakeCommand>()
            .AddHousekeeper<DeleteOldEvents>()
            .AddHousekeeper<ForgetMessages>();

    private static IServiceCollection AddOutbox(this IServiceCollection services) =>
        services
            .AddBell<OutboxBell>()
            .AddSingleton<DeliveryClaims>()
            .AddScoped<IClaimedWork, ReleaseDeliveries>()
            .AddSingleton<SendDelivery>()
            .AddScoped<OutboxQueue>()
            .AddSingleton<OutboxDelay>()
            .AddLoop<DeliveryWorker>()
            .AddHousekeeper<RecheckAttempts>(canWait: true)
            .AddHousekeeper<ForgetDeliveries>();
}
