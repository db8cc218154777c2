using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// The bot's database. It knows no feature: each feature's folder holds its entities with their
/// <see cref="IEntityTypeConfiguration{TEntity}"/> and gives this class its sets by extension members.
/// </summary>
public sealed class BotDb(DbContextOptions<BotDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(BotDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    /// <summary>Instants are UTC, to the microsecond, which is what both databases keep.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        instant => new DateTime(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc),
        stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc));
}
