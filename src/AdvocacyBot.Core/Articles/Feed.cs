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

    /// <summary>
    /// The only community that may follow it, because it has settings of its own; 0 for a feed that all communities share. Each
    /// community may have its own feed at the same address.
    /// </summary>
    public long PrivateTo { get; set; }

    /// <summary>What is sent with its requests, sealed; see <see cref="Requests.RequestSecrets"/>.</summary>
    public byte[]? SealedRequest { get; set; }

    /// <summary>The IANA zone of dates that name none; null for UTC.</summary>
    public string? DateZone { get; set; }

    /// <summary>Its own title; until it has been read, its host.</summary>
    public required string Title { get; set; }

    public string? Site { get; set; }

    /// <summary>The ISO 639-1 code of the language that it declares.</summary>
    public string? Language { get; set; }

    public FeedState State { get; set; }

    public required DateTime AddedAt { get; init; }

    /// <summary>When it was first read; null until then. The first reading posts nothing.</summary>
    public DateTime? FirstReadAt { get; set; }

    public DateTime? LastPolledAt { get; set; }

    /// <summary>When it last had a new article.</summary>
    public DateTime? LastNewAt { get; set; }

    /// <summary>When the articles that the feed shows were last marked; those not marked are no longer in it and may be deleted in time.</summary>
    public DateTime? MarkedAt { get; set; }

    public required DateTime NextPollAt { get; set; }

    public string? LeaseOwner { get; set; }

    public DateTime? LeaseUntil { get; set; }

    /// <summary>The server's validators, sent back with the next request so that an unchanged document is not sent again.</summary>
    public string? ETag { get; set; }

    public string? LastModified { get; set; }

    /// <summary>The digest of the last document, for servers that send the same document again.</summary>
    public string? BodyHash { get; set; }

    /// <summary>The usual time between its articles; null if it is unknown.</summary>
    public double? UsualGapHours { get; set; }

    public int Failures { get; set; }

    public DateTime? FailingSince { get; set; }

    /// <summary>Why the last poll failed, as <see cref="FeedProblem"/> writes it.</summary>
    public string? Problem { get; set; }

    /// <summary>The health that organizers were last notified of, so that they are notified once.</summary>
    public FeedHealth LastNotifiedHealth { get; set; }

    /// <summary>The target of its permanent redirect, and how many consecutive polls had it.</summary>
    public string? MovedTo { get; set; }

    public int MovedTimes { get; set; }

    /// <summary>Whether its articles wait for an organizer, in every channel.</summary>
    public bool IsHeld { get; set; }
}

/// <summary>Whether a feed is polled.</summary>
public enum FeedState
{
    Active,

    /// <summary>The server says that it is gone for good.</summary>
    Gone,

    /// <summary>No channel follows it.</summary>
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
        builder.Property(f => f.LastNotifiedHealth).HasColumnName("Told");
        builder.Property(f => f.PrivateTo).HasDefaultValue(0L);
        builder.HasIndex(f => new { f.Address, f.PrivateTo }).IsUnique();
        builder.HasIndex(f => new { f.State, f.NextPollAt });
    }
}
