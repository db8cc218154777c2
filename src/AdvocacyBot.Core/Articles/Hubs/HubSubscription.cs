using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Articles.Hubs;

/// <summary>A subscription to a feed at its WebSub hub (https://www.w3.org/TR/websub/), which pushes new articles.</summary>
public sealed class HubSubscription
{
    public long Id { get; init; }

    public required long FeedId { get; init; }

    public required string Hub { get; set; }

    /// <summary>The address by which the hub knows the feed.</summary>
    public required string Topic { get; set; }

    /// <summary>The unguessable last part of the address to which the hub pushes.</summary>
    public required string Token { get; set; }

    /// <summary>The key of the hub's signatures, sealed.</summary>
    public required byte[] SealedSecret { get; set; }

    /// <summary>When the hub was last asked to subscribe; it confirms soon afterwards or not at all.</summary>
    public DateTime? AskedAt { get; set; }

    /// <summary>When the confirmed subscription ends; null unless the hub has confirmed it.</summary>
    public DateTime? LeaseUntil { get; set; }

    /// <summary>When the hub is asked next.</summary>
    public required DateTime NextAttemptAt { get; set; }

    public int Failures { get; set; }

    /// <summary>When the hub last pushed a document with a valid signature.</summary>
    public DateTime? PushedAt { get; set; }

    /// <summary>When a poll last found an article that the hub had not pushed.</summary>
    public DateTime? MissedAt { get; set; }

    /// <summary>Whether the hub can be relied on, so that the feed is polled less often.</summary>
    public bool IsReliable(DateTime now) => LeaseUntil > now && PushedAt is { } pushed && !(MissedAt >= pushed);
}

/// <summary>The subscriptions at hubs in the database.</summary>
internal static class HubSubscriptionSet
{
    extension(BotDb db)
    {
        public DbSet<HubSubscription> HubSubscriptions => db.Set<HubSubscription>();
    }
}

internal sealed class HubSubscriptionMapping : IEntityTypeConfiguration<HubSubscription>
{
    public void Configure(EntityTypeBuilder<HubSubscription> builder)
    {
        builder.ToTable("HubSubscriptions").HasKey(h => h.Id);
        builder.HasIndex(h => h.FeedId).IsUnique();
        builder.HasIndex(h => h.Token).IsUnique();
        builder.HasIndex(h => h.NextAttemptAt);
        builder.HasOne<Feed>().WithMany().HasForeignKey(h => h.FeedId).OnDelete(DeleteBehavior.Cascade);
    }
}
