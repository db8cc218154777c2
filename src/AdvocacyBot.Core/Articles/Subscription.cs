using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Articles;

/// <summary>A channel follows a feed, with its own settings.</summary>
public sealed class Subscription : ICommunityOwned
{
    public long CommunityId { get; init; }

    public long Id { get; init; }

    /// <summary>The number that people type, such as <c>feeds pause 3</c>: unique in its community, and never given twice.</summary>
    public long Number { get; set; }

    public required long FeedId { get; set; }

    public required string Platform { get; init; }

    public required string Channel { get; init; }

    /// <summary>The channel on the same platform in which it was added: organizers are notified there of the feed's health.</summary>
    public required string AskedIn { get; set; }

    public SubscriptionState State { get; set; }

    public required DateTime Since { get; set; }

    /// <summary>How many existing articles are posted at the feed's first reading.</summary>
    public int PostLatest { get; set; }

    /// <summary>Which articles are posted, as <see cref="Posts.Filter"/> reads it; null for all.</summary>
    public string? Filter { get; set; }

    /// <summary>The form of a post, as <see cref="Posts.PostTemplate"/> reads it; null for the default.</summary>
    public string? Template { get; set; }

    /// <summary>The language of its posts; null for the channel's language.</summary>
    public Language? Language { get; set; }

    /// <summary>The folder of an imported list in which the feed stood, as <see cref="FeedFolder"/> writes it; null for none.</summary>
    public string? Folder { get; set; }

    /// <summary>When articles are gathered into one post, as <see cref="Posts.DigestPlan"/> reads it; null to post each by itself.</summary>
    public string? Digest { get; set; }

    public DateTime? NextDigestAt { get; set; }

    /// <summary>When nothing is posted, as <see cref="Posts.QuietHours"/> reads it, such as <c>22:00-07:00</c>.</summary>
    public string? Quiet { get; set; }

    /// <summary>The IANA zone of digest and quiet hours; null for the bot's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Words that make an article urgent: neither digest nor quiet hours hold it up. As a filter's.</summary>
    public string? Urgent { get; set; }

    /// <summary>The ids of the roles to notify, separated by spaces.</summary>
    public string? Mention { get; set; }

    /// <summary>Whether each post has a thread for discussion.</summary>
    public bool HasThreads { get; set; }

    /// <summary>How the pictures of its articles are shown.</summary>
    public PictureMode Pictures { get; set; }

    /// <summary>Whether an article without a picture shows the one that its page names.</summary>
    public bool UsesPagePictures { get; set; }

    /// <summary>Whether an article whose words changed is posted again.</summary>
    public bool RepostsChanges { get; set; }

    /// <summary>Whether articles wait for an organizer.</summary>
    public bool IsHeld { get; set; }

    /// <summary>When it was paused, UTC; null unless it is paused.</summary>
    public DateTime? PausedAt { get; set; }

    /// <summary>Articles that are older than this many days when they appear are not posted; null for the default.</summary>
    public int? MaxAgeDays { get; set; }

    public ChannelRef ChannelRef => new(Platform, Channel);

    public ChannelRef AskedRef => new(Platform, AskedIn);
}

/// <summary>The state of a <see cref="Subscription"/>.</summary>
public enum SubscriptionState
{
    Active,
    Paused,

    /// <summary>One of several feeds of a site that nobody has chosen yet.</summary>
    Offered,
}

/// <summary>How the pictures of a subscription's articles are shown.</summary>
public enum PictureMode
{
    /// <summary>From their own address, as long as they are there.</summary>
    Link,

    /// <summary>As copies that are uploaded with the post and stay.</summary>
    Upload,

    /// <summary>Not at all.</summary>
    Off,
}

/// <summary>The subscriptions in the database.</summary>
public static class SubscriptionSet
{
    extension(BotDb db)
    {
        public DbSet<Subscription> Subscriptions => db.Set<Subscription>();
    }
}

internal sealed class SubscriptionMapping : IEntityTypeConfiguration<Subscription>
{
    public void Configure(EntityTypeBuilder<Subscription> builder)
    {
        builder.ToTable("Subscriptions").HasKey(s => s.Id);
        builder.Property(s => s.Number).HasDefaultValue(0L);
        builder.Property(s => s.HasThreads).HasDefaultValue(false);
        builder.Property(s => s.Pictures).HasDefaultValue(PictureMode.Link);
        builder.Property(s => s.UsesPagePictures).HasDefaultValue(false);
        builder.Property(s => s.RepostsChanges).HasDefaultValue(false);
        builder.HasIndex(s => new { s.CommunityId, s.Number }).IsUnique();
        builder.Ignore(s => s.ChannelRef).Ignore(s => s.AskedRef);
        builder.HasIndex(s => new { s.FeedId, s.Platform, s.Channel }).IsUnique();
        builder.HasIndex(s => new { s.Platform, s.Channel });
        builder.HasIndex(s => s.NextDigestAt);
    }
}
