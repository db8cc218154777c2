using AdvocacyBot.Core;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Host;

/// <summary>The settings, read and checked once, when the bot starts.</summary>
internal sealed record HostSettings(
    BotSettings Bot, string DataFolder, StoreProvider Provider, string? Connection, bool RoomEnabled, Uri RoomUrl, bool BehindProxy,
    bool? Sample, Uri? OtlpEndpoint)
{
    /// <exception cref="StartupException">A setting has a value that it cannot have.</exception>
    public static HostSettings Read(IConfiguration configuration)
    {
        var bot = configuration.GetSection("Bot").Get<BotSettings>() ?? new BotSettings();
        if (LanguageNames.FromLocale(bot.Language) is null)
            throw Wrong("Bot:Language", bot.Language, "en, fr or es");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(bot.TimeZone, out _))
            throw Wrong("Bot:TimeZone", bot.TimeZone, "an IANA time zone such as America/Toronto");

        return new HostSettings(
            bot,
            Text(configuration, "Data:Folder") ?? "data",
            Choice(configuration, "Storage:Provider", StoreProvider.Sqlite),
            configuration.GetConnectionString("BotDb") is { Length: > 0 } connection ? connection : null,
            Flag(configuration, "Room:Enabled") ?? true,
            Address(configuration, "Room:Url") ?? new Uri("http://127.0.0.1:5080"),
            Flag(configuration, "Room:BehindProxy") ?? false,
            Flag(configuration, "Sample:Enabled"),
            Address(configuration, "Telemetry:OtlpEndpoint"));
    }

    /// <summary>Where the database is, given the data folder.</summary>
    public StoreSettings Store(DataFolder folder) => Provider switch
    {
        StoreProvider.Postgres => new StoreSettings(Provider, Connection ?? throw new StartupException(
            "Storage:Provider is Postgres, but there is no connection string. Set ConnectionStrings__BotDb in the environment.")),
        _ => new StoreSettings(Provider, Connection ?? folder.Database),
    };

    private static string? Text(IConfiguration configuration, string key) =>
        configuration[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static bool? Flag(IConfiguration configuration, string key) => Text(configuration, key) switch
    {
        null => null,
        var text when bool.TryParse(text, out var flag) => flag,
        var text => throw Wrong(key, text, "true or false"),
    };

    private static Uri? Address(IConfiguration configuration, string key) => Text(configuration, key) switch
    {
        null => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" => address,
        var text => throw Wrong(key, text, "an http or https address"),
    };

    private static T Choice<T>(IConfiguration configuration, string key, T otherwise)
        where T : struct, Enum => Text(configuration, key) switch
        {
            null => otherwise,
            var text when Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) => value,
            var text => throw Wrong(key, text, string.Join(" or ", Enum.GetNames<T>())),
        };

    private static StartupException Wrong(string key, string value, string expected) =>
        new($"The setting {key} is \"{value}\", but it has to be {expected}. Change it in appsettings.json or in the environment ({key.Replace(":", "__", StringComparison.Ordinal)}).");
}
