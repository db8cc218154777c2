using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AdvocacyBot.Core.Store;

/// <summary>Throws if the changes that a context is about to save must not be saved.</summary>
internal delegate Task SaveCheck(BotDb db, CancellationToken ct);

/// <summary>Looks at the changes that a context is about to save. What it returns runs when they are saved, within the present transaction.</summary>
internal delegate Action? SaveNotice(BotDb db);

/// <summary>
/// The bot's database. It knows no feature: each feature's folder holds its entities with their
/// <see cref="IEntityTypeConfiguration{TEntity}"/> and gives this class its sets by extension members.
/// </summary>
public class BotDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>The community whose rows queries see; query filters read it each time a query runs.</summary>
    /// <exception cref="InvalidOperationException">No community is in scope.</exception>
    public long CommunityId => Scope?.Id ?? throw new InvalidOperationException("This context has no community scope.");

    /// <summary>Set each time the pool hands the context out.</summary>
    internal CommunityScope? Scope { get; set; }

    /// <summary>Set each time the pool hands the context out; null for none.</summary>
    internal SaveCheck? Check { get; set; }

    /// <summary>Set each time the pool hands the context out; null for none.</summary>
    internal SaveNotice? Notice { get; set; }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        CommunityFilter.Stamp(ChangeTracker, Scope);
        if (Check is { } check)
            await check(this, cancellationToken);
        var saved = Notice?.Invoke(this);
        var count = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        saved?.Invoke();
        return count;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Rows are saved with SaveChangesAsync.");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(BotDb).Assembly);
        CommunityFilter.Add(modelBuilder, this);
    }

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
