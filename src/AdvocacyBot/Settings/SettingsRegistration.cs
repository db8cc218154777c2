using AdvocacyBot.Core;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Backups;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Settings;
using AdvocacyBot.Discord;
using AdvocacyBot.Matrix;
using AdvocacyBot.Web;
using Microsoft.Extensions.Options;

namespace AdvocacyBot.Settings;

/// <summary>Binds each section with the options pattern.</summary>
internal static class SettingsRegistration
{
    /// <summary>
    /// Binds and validates every section when the host starts. Each is injected as a value: nothing reloads while the bot runs.
    /// </summary>
    /// <param name="services">Where the sections are registered.</param>
    /// <param name="values">What <see cref="SettingsReader"/> has prepared.</param>
    public static IServiceCollection AddSettings(this IServiceCollection services, IConfiguration values)
    {
        // One call for each section, because the binding is generated at compile time for the type that it names.
        services.AddOptions<BotSettings>().Bind(values.GetSection(BotSettings.Section)).AsValue();
        services.AddOptions<DataSettings>().Bind(values.GetSection(DataSettings.Section)).AsValue();
        services.AddOptions<StorageSettings>().Bind(values.GetSection(StorageSettings.Section)).AsValue();
        services.AddOptions<ConnectionStringSettings>().Bind(values.GetSection(ConnectionStringSettings.Section)).AsValue();
        services.AddOptions<BackupSettings>().Bind(values.GetSection(BackupSettings.Section)).AsValue();
        services.AddOptions<WebSettings>().Bind(values.GetSection(WebSettings.Section)).AsValue();
        services.AddOptions<SampleSettings>().Bind(values.GetSection(SampleSettings.Section)).AsValue();
        services.AddOptions<FeedSettings>().Bind(values.GetSection(FeedSettings.Section)).AsValue();
        services.AddOptions<PrivacySettings>().Bind(values.GetSection(PrivacySettings.Section)).AsValue();
        services.AddOptions<MobilizationSettings>().Bind(values.GetSection(MobilizationSettings.Section)).AsValue();
        services.AddOptions<CommunitySettings>().Bind(values.GetSection(CommunitySettings.Section)).AsValue();
        services.AddOptions<DiscordSettings>().Bind(values.GetSection(DiscordSettings.Section)).AsValue();
        services.AddOptions<MatrixSettings>().Bind(values.GetSection(MatrixSettings.Section)).AsValue();
        services.AddOptions<TelemetrySettings>().Bind(values.GetSection(TelemetrySettings.Section)).AsValue();
        return services
            .AddSingleton<IValidateOptions<BotSettings>, BotSettingsValidator>()
            .AddSingleton<IValidateOptions<DataSettings>, DataSettingsValidator>()
            .AddSingleton<IValidateOptions<StorageSettings>, StorageSettingsValidator>()
            .AddSingleton<IValidateOptions<ConnectionStringSettings>, ConnectionStringSettingsValidator>()
            .AddSingleton<IValidateOptions<BackupSettings>, BackupSettingsValidator>()
            .AddSingleton<IValidateOptions<BackupSettings>, BackupStorageValidator>()
            .AddSingleton<IValidateOptions<WebSettings>, WebSettingsValidator>()
            .AddSingleton<IValidateOptions<FeedSettings>, FeedSettingsValidator>()
            .AddSingleton<IValidateOptions<PrivacySettings>, PrivacySettingsValidator>()
            .AddSingleton<IValidateOptions<CommunitySettings>, CommunitySettingsValidator>()
            .AddSingleton<IValidateOptions<DiscordSettings>, DiscordSettingsValidator>()
            .AddSingleton<IValidateOptions<MatrixSettings>, MatrixSettingsValidator>()
            .AddSingleton<IValidateOptions<TelemetrySettings>, TelemetrySettingsValidator>();
    }

    private static void AsValue<T>(this OptionsBuilder<T> options)
        where T : class, ISettingsSection
    {
        options.ValidateOnStart();
        options.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
    }
}
