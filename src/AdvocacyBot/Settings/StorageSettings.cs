using AdvocacyBot.Core.Backups;
using AdvocacyBot.Core.Settings;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AdvocacyBot.Settings;

/// <summary>The section <c>Storage</c>.</summary>
internal sealed record StorageSettings : ISettingsSection
{
    public static string Section => "Storage";

    /// <summary>The database system.</summary>
    public StoreProvider Provider { get; set; } = StoreProvider.Sqlite;
}

/// <summary>The section <c>ConnectionStrings</c>.</summary>
internal sealed record ConnectionStringSettings : ISettingsSection
{
    public static string Section => "ConnectionStrings";

    /// <summary>PostgreSQL's connection string; on SQLite the path of the database file, which is in the data folder if this is empty.</summary>
    [SecretSetting("/run/secrets/bot-db")]
    public string BotDb { get; set; } = "";

    /// <summary>Without the connection string.</summary>
    public override string ToString() => Section;
}

/// <summary>Validates <see cref="ConnectionStringSettings"/> alone.</summary>
[OptionsValidator]
internal sealed partial class ConnectionStringSettingsValidator : IValidateOptions<ConnectionStringSettings>;

/// <summary>Validates that provider and connection string fit together.</summary>
internal sealed class StorageSettingsValidator(IOptions<ConnectionStringSettings> connections) : IValidateOptions<StorageSettings>
{
    public ValidateOptionsResult Validate(string? name, StorageSettings options) => (options.Provider, connections.Value.BotDb) switch
    {
        (StoreProvider.Postgres, "") => ValidateOptionsResult.Fail(
            "Storage:Provider is Postgres, but ConnectionStrings:BotDb is not set; set it, for example ConnectionStrings__BotDb=Host=localhost;Database=advocacybot;Username=advocacybot."),
        (StoreProvider.Postgres, var text) when !IsPostgres(text) => ValidateOptionsResult.Fail(
            "ConnectionStrings:BotDb is not a PostgreSQL connection string; it looks, for example, like this: ConnectionStrings__BotDb=Host=localhost;Database=advocacybot;Username=advocacybot."),
        (StoreProvider.Sqlite, var text) when text.Contains('=', StringComparison.Ordinal) && IsPostgres(text) => ValidateOptionsResult.Fail(
            "ConnectionStrings:BotDb is a PostgreSQL connection string, but Storage:Provider is Sqlite; remove one of them or set Storage__Provider=Postgres."),
        _ => ValidateOptionsResult.Success,
    };

    private static bool IsPostgres(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            return false;
        }
    }
}

/// <summary>Validates that the database is one that the bot itself backs up.</summary>
internal sealed class BackupStorageValidator(IOptions<StorageSettings> storage) : IValidateOptions<BackupSettings>
{
    public ValidateOptionsResult Validate(string? name, BackupSettings options) => options.Folder.Length > 0 && storage.Value.Provider == StoreProvider.Postgres
        ? ValidateOptionsResult.Fail("Backups:Folder is set, but PostgreSQL is backed up with its own tool, pg_dump; remove Backups__Folder.")
        : ValidateOptionsResult.Success;
}
