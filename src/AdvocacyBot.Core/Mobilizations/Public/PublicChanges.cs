using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace AdvocacyBot.Core.Mobilizations.Public;

/// <summary>
/// Counts this process's changes to what public pages show of actions, so that a page rendered before one is not shown after it. Single
/// answers do not count: how long a page takes must not tell when somebody has answered. Thread-safe.
/// </summary>
public sealed class PublicChanges
{
    /// <summary>What an answer changes, and what pages never show.</summary>
    private static readonly HashSet<string> Unseen = new(StringComparer.Ordinal)
    {
        nameof(Mobilization.SeatsTaken), nameof(Mobilization.Waiting), nameof(Mobilization.LastPosition), nameof(Mobilization.PublishedPeople),
        nameof(Mobilization.RefreshAt), nameof(Mobilization.Refreshes), nameof(Mobilization.Shown), nameof(Mobilization.RemindAt),
        nameof(Mobilization.IsScrubbed),
    };

    private long count;

    /// <summary>Another number after each change.</summary>
    public long Count => Interlocked.Read(ref count);

    /// <summary>Counts a change of something that is not stored with the action.</summary>
    public void Add() => Interlocked.Increment(ref count);

    /// <inheritdoc cref="SaveNotice"/>
    internal Action? Watch(BotDb db) =>
        db.ChangeTracker.Entries<Mobilization>().Any(IsSeen) || db.ChangeTracker.Entries<RoleSlot>().Any(slot => slot.State is not EntityState.Unchanged) ? Add : null;

    private static bool IsSeen(EntityEntry<Mobilization> entry) =>
        entry.State is EntityState.Added or EntityState.Deleted
        || (entry.State == EntityState.Modified && entry.Properties.Any(p => p.IsModified && !Unseen.Contains(p.Metadata.Name)));
}
