using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Mobilizations.Times;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations;

internal static class MobilizationsSetup
{
    public static IServiceCollection AddMobilizations(this IServiceCollection services)
    {
        services.TryAddSingleton<IDateTimeZoneProvider>(DateTimeZoneProviders.Tzdb);
        return services
            .AddSingleton<KeyStore>()
            .AddSingleton<WhenContexts>()
            .AddScoped<People>()
            .AddScoped<Contacts>()
            .AddScoped<RemoveMobilization>()
            .AddScoped<Upcoming>()
            .AddScoped<Coverage>()
            .AddAnnouncing()
            .AddAnswering();
    }

    private static IServiceCollection AddAnnouncing(this IServiceCollection services) =>
        services
            .AddScoped<NewMobilization>()
            .AddScoped<PublishMobilization>()
            .AddScoped<Reminders>()
            .AddScoped<RefreshOne>()
            .AddScoped<Templates>()
            .AddLoop<RefreshMessages>()
            .AddCommand<ActionsCommand>()
            .AddCommand<AnnounceCommand>()
            .AddChoices<DraftChoices>();

    private static IServiceCollection AddAnswering(this IServiceCollection services) =>
        services
            .AddScoped<AnswerRsvp>()
            .AddScoped<Promotion>()
            .AddScoped<Receipts>()
            .AddCommand<RsvpCommand>()
            .AddChoices<RsvpChoices>();
}
