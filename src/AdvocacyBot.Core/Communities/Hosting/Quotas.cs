using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Communities.Hosting;

/// <summary>What an operator who hosts other groups limits for each of them.</summary>
public enum Quota
{
    Feeds,
    Facts,
    Actions,
}

/// <summary>A community would have had more than the operator allows; nothing was saved.</summary>
public sealed class QuotaReachedException(Quota quota, int max) : Exception($"The community may have no more than {max} {quota}.")
{
    public Quota Quota => quota;

    public int Max => max;
}

/// <summary>
/// Refuses to save rows with which a community other than the first would exceed a quota. Every way of adding them passes here,
/// whichever command, button or form it began with. Two transactions at the same moment may exceed a quota by one.
/// </summary>
internal sealed class Quotas(CommunitySettings settings, IEnumerable<QuotaRule> rules)
{
    /// <exception cref="QuotaReachedException">A quota would be exceeded.</exception>
    public async Task CheckAsync(BotDb db, CancellationToken ct)
    {
        if (db.Scope is not { IsEntered: true, Id: not (Community.FirstId or CommunityScope.Shared) })
            return;

        var entries = db.ChangeTracker.Entries().ToList();
        foreach (var rule in rules)
        {
            var added = entries.Count(rule.IsAdded);
            var max = MaxOf(rule.Quota);
            if (added > 0 && await rule.CountAsync(db, ct) + added > max)
                throw new QuotaReachedException(rule.Quota, max);
        }
    }

    private int MaxOf(Quota quota) => quota switch
    {
        Quota.Feeds => settings.MaxFeeds,
        Quota.Facts => settings.MaxFacts,
        Quota.Actions => settings.MaxActions,
        _ => throw new ArgumentOutOfRangeException(nameof(quota)),
    };
}
