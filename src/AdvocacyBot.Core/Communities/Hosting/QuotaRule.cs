using System.Linq.Expressions;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Communities.Hosting;

/// <summary>Which rows count toward a quota. Registered by the feature that owns them.</summary>
internal abstract record QuotaRule(Quota Quota)
{
    /// <summary>Whether saving this entry adds to the count: a new row that counts, or a row that did not count before.</summary>
    public abstract bool IsAdded(EntityEntry entry);

    /// <summary>How many rows the community in scope has.</summary>
    public abstract Task<int> CountAsync(BotDb db, CancellationToken ct);
}

/// <param name="Counts">Whether a row counts.</param>
internal sealed record QuotaRule<T>(Quota Quota, Expression<Func<T, bool>> Counts) : QuotaRule(Quota)
    where T : class
{
    private readonly Func<T, bool> counts = Counts.Compile();

    public override bool IsAdded(EntityEntry entry) => entry.Entity is T row && counts(row) && entry.State switch
    {
        EntityState.Added => true,
        EntityState.Modified => !counts((T)entry.OriginalValues.ToObject()),
        _ => false,
    };

    public override Task<int> CountAsync(BotDb db, CancellationToken ct) => db.Set<T>().CountAsync(Counts, ct);
}

internal static class QuotaRegistration
{
    extension(IServiceCollection services)
    {
        /// <param name="quota">The quota.</param>
        /// <param name="counts">Whether a row counts toward it.</param>
        public IServiceCollection AddQuota<T>(Quota quota, Expression<Func<T, bool>> counts)
            where T : class => services.AddSingleton<QuotaRule>(new QuotaRule<T>(quota, counts));
    }
}
