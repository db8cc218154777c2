using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;

namespace AdvocacyBot.Core.Store.Migrations;

/// <summary>The database as SQLite migrations see it. Only migrations use it; everything else uses <see cref="BotDb"/>.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : BotDb(options);

/// <summary>The database as PostgreSQL migrations see it. Only migrations use it; everything else uses <see cref="BotDb"/>.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : BotDb(options);

/// <summary>Lets <c>dotnet ef</c> make SQLite migrations without a running bot.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteDb>().UseStore(new StoreSettings(StoreProvider.Sqlite, "design.db")).Options);
}

/// <summary>Lets <c>dotnet ef</c> make PostgreSQL migrations without a running server.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresDb>().UseStore(new StoreSettings(StoreProvider.Postgres, "Host=localhost")).Options);
}

/// <summary>
/// Finds the migrations of a provider: the legacy ones, which are written for both databases, followed by those that
/// <c>dotnet ef</c> generated for this one.
/// </summary>
#pragma warning disable EF1001 // EF Core has no public way to add migrations of a base context.
internal sealed class ProviderMigrations(
    ICurrentDbContext currentContext,
    IDbContextOptions options,
    IMigrationsIdGenerator idGenerator,
    IDiagnosticsLogger<DbLoggerCategory.Migrations> logger)
    : MigrationsAssembly(currentContext, options, idGenerator, logger)
{
    private readonly Type context = currentContext.Context.GetType();
    private IReadOnlyDictionary<string, TypeInfo>? migrations;

    public override IReadOnlyDictionary<string, TypeInfo> Migrations => migrations ??= new SortedList<string, TypeInfo>(
        (from type in Assembly.DefinedTypes
         where type.IsSubclassOf(typeof(Migration))
         let declared = type.GetCustomAttribute<DbContextAttribute>()?.ContextType
         let id = type.GetCustomAttribute<MigrationAttribute>()?.Id
         where id is not null && (declared == context || declared == typeof(BotDb))
         select (id, type)).ToDictionary(m => m.id, m => m.type),
        StringComparer.Ordinal);
}
#pragma warning restore EF1001
