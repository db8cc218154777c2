using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Store;

/// <summary>Where the database is.</summary>
/// <param name="Provider">Sqlite or Postgres.</param>
/// <param name="Connection">SQLite: the file's path. PostgreSQL: the connection string.</param>
public sealed record StoreSettings(StoreProvider Provider, string Connection);

/// <summary>The databases on which the one model runs.</summary>
public enum StoreProvider
{
    Sqlite,
    Postgres,
}

internal static class HealthStore
{
    /// <summary>The same database with a connection pool of its own and short timeouts, so that health checks wait for nobody.</summary>
    public static StoreSettings ForHealthChecks(this StoreSettings settings) => settings.Provider == StoreProvider.Sqlite
        ? settings
        : settings with
        {
            Connection = new Npgsql.NpgsqlConnectionStringBuilder(settings.Connection)
            {
                ApplicationName = "AdvocacyBot health",
                MaxPoolSize = 1,
                Timeout = 2,
                CommandTimeout = 2,
            }.ToString(),
        };
}

internal static class StoreSetup
{
    public static T UseStore<T>(this T options, StoreSettings settings)
        where T : DbContextOptionsBuilder
    {
        if (settings.Provider == StoreProvider.Postgres)
            options.UseBotPostgres(settings.Connection);
        else
            options.UseBotSqlite(settings.Connection);
        return options;
    }

    public static IServiceCollection AddStore(this IServiceCollection services, StoreSettings settings) =>
        services
            .AddPooledDbContextFactory<BotDb>(options => options.UseStore(settings))
            .AddScoped<CommunityScope>()
            .AddScoped(provider =>
            {
                var db = provider.GetRequiredService<IDbContextFactory<BotDb>>().CreateDbContext();
                db.Scope = provider.GetRequiredService<CommunityScope>();
                db.Check = provider.GetService<SaveCheck>();
                db.Notice = provider.GetService<SaveNotice>();
                return db;
            })
            .AddSingleton(settings)
            .AddSingleton<WriteQueue>()
            .AddSingleton<WriteHealth>()
            .AddScoped<WriteTransaction>()
            .AddScoped<PlatformState>()
            .AddScoped<DatabaseClock>()
            .AddScoped<OnlineBackup>();

    /// <summary>The same database through connections that PostgreSQL lists under the name of this process.</summary>
    public static StoreSettings NamedAfter(this StoreSettings settings, string process) => settings.Provider == StoreProvider.Sqlite
        ? settings
        : settings with { Connection = new Npgsql.NpgsqlConnectionStringBuilder(settings.Connection) { ApplicationName = ConnectionName(process) }.ToString() };

    /// <summary>The name of a process's connections.</summary>
    public static string ConnectionName(string process) => $"AdvocacyBot {process}";
}
