using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Articles;

/// <summary>A feed that at least one channel follows: one poll serves them all.</summary>
public sealed class Feed
{
    public long Id { get; init; }

    /// <summary>Where it is fetched, absolute.</summary>
    public required string Address { get; set; }

    /// <summary>Its own name for itself; until it has been read, its host.</summary>
    public required string Title { get; set; }

    public string? Site { get; set; }

    /// <summary>The ISO 639-1 code of the language that it says it is in.</summary>
    public string? Language { get; set; }

    public FeedState State { get; set; }

    public required DateTime AddedAt { get; init; }

    /// <summary>When it was first read; null until then. That first reading posts nothing.</summary>
    public DateTime? FirstReadAt { get; set; }

    public DateTime? LastPolledAt { get; set; }

    /// <summary>When an article was last new.</summary>
    public DateTime? LastNewAt { get; set; }

    /// <summary>When what the feed shows was last marked as such; what was not is no longer there, and may be forgotten in time.</summary>
    public DateTime? MarkedAt { get; set; }

    public required DateTime NextPollAt { get; set; }

    public string? LeaseOwner { get; set; }

    public DateTime? LeaseUntil { get; set; }

    /// <summary>What the server asks to hear the next time, so that it need not send what has not changed.</summary>
    public string? ETag { get; set; }

    public string? LastModified { get; set; }

    /// <summary>The digest of the last document, for servers that send the same again.</summary>
    public string? BodyHash { get; set; }

    /// <summary>How much time lies between its articles, usually; null where it cannot be told.</summary>
    public double? UsualGapHours { get; set; }

    public int Failures { get; set; }

    public DateTime? FailingSince { get; set; }

    /// <summary>Why the last poll failed, as <see cref="FeedProblem"/> writes it.</summary>
    public string? Problem { get; set; }

    /// <summary>What organizers have been told of its health, so that they are told once.</summary>
    public FeedHealth Told { get; set; }

    /// <summary>Where it says that it has moved for good, and how many polls in a row it has said so.</summary>
    public string? MovedTo { get; set; }

    public int MovedTimes { get; set; }

    /// <summary>Whether its articles wait for an organizer, in every channel.</summary>
    public bool IsHeld { get; set; }
}

/// <summary>Whether a feed is polled.</summary>
public enum FeedState
{
    Active,

    /// <summary>It says that it is gone for good.</summary>
    Gone,

    /// <summary>No channel follows it any more.</summary>
    Unfollowed,
}

/// <summary>How a feed is doing.</summary>
public enum FeedHealth
{
    Well,
    Failing,

    /// <summary>It can be read, but is unusually quiet.</summary>
    Silent,
    Gone,
}

/// <summary>The feeds in the database.</summary>
public static class FeedSet
{
    extension(BotDb db)
    {
        public DbSet<Feed> Feeds => db.Set<Feed>();
    }
}

internal sealed class FeedMapping : IEntityTypeConfiguration<Feed>
{
    public void Configure(EntityTypeBuilder<Feed> builder)
    {
        builder.ToTable("Feeds").HasKey(f => f.Id);
        builder.HasIndex(f => f.Address).IsUnique();
        builder.HasIndex(f => new { f.State, f.NextPollAt });
    }
}
