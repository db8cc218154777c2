using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AdvocacyBot.Core.Store;

/// <summary>
/// Keeps communities apart in the store: a named query filter on every owned entity, and a stamp on every new row. Code that
/// works for all communities at once says so with <see cref="AcrossCommunities{T}"/>; a test lists who may.
/// </summary>
public static class CommunityFilter
{
    /// <summary>The filter's name, for <c>IgnoreQueryFilters</c>.</summary>
    public const string Name = "Community";

    private static readonly MethodInfo FilterOwned = typeof(CommunityFilter).GetMethod(nameof(AddOwned), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo FilterShared = typeof(CommunityFilter).GetMethod(nameof(AddShared), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>The rows of all communities, for work that is nobody's in particular: polls, deliveries, housekeeping.</summary>
    public static IQueryable<T> AcrossCommunities<T>(this IQueryable<T> rows)
        where T : class => rows.IgnoreQueryFilters([Name]);

    internal static void Add(ModelBuilder model, BotDb db)
    {
        foreach (var type in model.Model.GetEntityTypes().Select(e => e.ClrType).ToList())
        {
            if (typeof(ICommunityOwned).IsAssignableFrom(type))
                FilterOwned.MakeGenericMethod(type).Invoke(null, [model, db]);
            else if (typeof(ISharedOrOwned).IsAssignableFrom(type))
                FilterShared.MakeGenericMethod(type).Invoke(null, [model, db]);
        }
    }

    /// <summary>Stamps new rows with the community in scope and refuses changes to the rows of another.</summary>
    internal static void Stamp(ChangeTracker tracker, CommunityScope? scope)
    {
        foreach (var entry in tracker.Entries())
        {
            if (entry.Entity is not (ICommunityOwned or ISharedOrOwned) || entry.State is EntityState.Unchanged or EntityState.Detached)
                continue;

            var community = entry.Property(nameof(ICommunityOwned.CommunityId));
            if (entry.State == EntityState.Added && (long)community.CurrentValue! == CommunityScope.Shared)
                community.CurrentValue = scope?.Id ?? throw new InvalidOperationException("No community is in scope for a new row.");
            else if (scope is { IsEntered: true } && (long)community.CurrentValue! != scope.Id)
                throw new InvalidOperationException($"A {entry.Metadata.ShortName()} of another community cannot be changed here.");
        }
    }

    private static void AddOwned<T>(ModelBuilder model, BotDb db)
        where T : class, ICommunityOwned
    {
        Expression<Func<T, bool>> ofCommunity = row => row.CommunityId == db.CommunityId;
        model.Entity<T>(entity =>
        {
            entity.HasQueryFilter(Name, ofCommunity);
            Default(entity.Metadata);
        });
    }

    private static void AddShared<T>(ModelBuilder model, BotDb db)
        where T : class, ISharedOrOwned
    {
        Expression<Func<T, bool>> ofCommunity = row => row.CommunityId == CommunityScope.Shared || row.CommunityId == db.CommunityId;
        model.Entity<T>(entity =>
        {
            entity.HasQueryFilter(Name, ofCommunity);
            Default(entity.Metadata);
        });
    }

    /// <summary>A row that escaped its stamp belongs to no community, so that no query finds it.</summary>
    private static void Default(IMutableEntityType entity)
    {
        if (entity.FindPrimaryKey()!.Properties.All(p => p.Name != nameof(ICommunityOwned.CommunityId)))
        {
            var community = entity.FindProperty(nameof(ICommunityOwned.CommunityId))!;
            community.SetDefaultValue(CommunityScope.Shared);
            // The stamp sets it, not the database.
            community.ValueGenerated = ValueGenerated.Never;
        }
    }
}
