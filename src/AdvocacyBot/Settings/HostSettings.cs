using AdvocacyBot.Core;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Settings;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Discord;
using AdvocacyBot.Host;
using AdvocacyBot.Matrix;
using AdvocacyBot.Web;
using Microsoft.Extensions.Options;

namespace AdvocacyBot.Settings;

/// <summary>The valid settings, as far as they decide what the host consists of.</summary>
/// <param name="Values">All settings, prepared for <see cref="SettingsRegistration.AddSettings"/>.</param>
/// <param name="Warnings">One sentence for each setting that has no effect or an outdated name.</param>
internal sealed record HostSettings(
    IConfiguration Values, IReadOnlyList<string> Warnings, BotSettings Bot, DataSettings Data, StorageSettings Storage,
    ConnectionStringSettings ConnectionStrings, WebSettings Web, CommunitySettings Communities, DiscordSettings Discord,
    MatrixSettings Matrix, TelemetrySettings Telemetry)
{
    /// <exception cref="SettingsException">Settings are wrong; lists every mistake.</exception>
    public static HostSettings Read(IConfiguration configuration)
    {
        var draft = SettingsReader.Read(configuration);
        var values = new ConfigurationBuilder().AddInMemoryCollection(draft.Values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))).Build();
        using var provider = new ServiceCollection().AddSettings(values).BuildServiceProvider();
        string[] problems = [.. draft.Errors, .. Validate(provider.GetRequiredService<IStartupValidator>()).Distinct(StringComparer.Ordinal)];
        if (problems.Length > 0)
            throw new SettingsException(problems);

        return new HostSettings(
            values, [.. draft.Warnings, .. IdleSettings.Warnings(draft)], Of<BotSettings>(), Of<DataSettings>(), Of<StorageSettings>(),
            Of<ConnectionStringSettings>(), Of<WebSettings>(), Of<CommunitySettings>(), Of<DiscordSettings>(), Of<MatrixSettings>(), Of<TelemetrySettings>());

        T Of<T>()
            where T : ISettingsSection => provider.GetRequiredService<T>();
    }

    /// <summary>Whether the bot connects to any platform other than its web room.</summary>
    public bool HasPlatforms => Discord.IsOn || Matrix.IsOn;

    /// <summary>Where the database is.</summary>
    public StoreSettings Store(DataFolder folder) =>
        new(Storage.Provider, ConnectionStrings.BotDb.Length > 0 ? ConnectionStrings.BotDb : folder.Database);

    private static IEnumerable<string> Validate(IStartupValidator validator)
    {
        try
        {
            validator.Validate();
            return [];
        }
        catch (OptionsValidationException e)
        {
            return e.Failures;
        }
        catch (AggregateException e)
        {
            return e.InnerExceptions.OfType<OptionsValidationException>().SelectMany(inner => inner.Failures);
        }
    }
}
