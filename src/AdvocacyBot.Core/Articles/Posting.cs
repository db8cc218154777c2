using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Articles;

/// <summary>The state of one article in one channel that follows its feed; at most one row for each pair.</summary>
public sealed class Posting : ICommunityOwned
{
    public long CommunityId { get; init; }

    public long Id { get; init; }

    public required long ArticleId { get; init; }

    public required long SubscriptionId { get; init; }

    public required PostingState State { get; set; }

    /// <summary>Why it is not posted, such as the terms of a filter that decided.</summary>
    public string? Reason { get; set; }

    /// <summary>The version of the article that the post shows.</summary>
    public required int Version { get; set; }

    public required DateTime At { get; set; }
}

/// <summary>The state of an article in a channel.</summary>
public enum PostingState
{
    /// <summary>It is in the outbox, or was posted from there.</summary>
    Queued,

    /// <summary>It waits for the channel's digest.</summary>
    Gathered,

    /// <summary>It went out within a digest.</summary>
    InDigest,

    /// <summary>It waits for an organizer's approval.</summary>
    Held,

    /// <summary>An organizer declined it.</summary>
    Declined,

    /// <summary>The channel's filter left it out.</summary>
    Filtered,

    /// <summary>The channel has the same story from another feed.</summary>
    SameStory,

    /// <summary>It was one of too many at once.</summary>
    Surplus,

    /// <summary>It was too old when it appeared.</summary>
    TooOld,

    /// <summary>It was due while the subscription was paused.</summary>
    Missed,
}

/// <summary>The postings in the database.</summary>
public static class PostingSet
{
    extension(BotDb db)
    {
        public DbSet<Posting> Postings => db.Set<Posting>();
    }
}

internal sealed class PostingMapping : IEntityTypeConfiguration<Posting>
{
    public void Configure(EntityTypeBuilder<Posting> builder)
    {
        builder.ToTable("Postings").HasKey(p => p.Id);
        builder.HasIndex(p => new { p.ArticleId, p.SubscriptionId }).IsUnique();
        builder.HasIndex(p => new { p.SubscriptionId, p.State });
    }
}
