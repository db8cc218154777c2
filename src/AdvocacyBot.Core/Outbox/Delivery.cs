using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Outbox;

/// <summary>
/// A message to be posted or edited, written in the same transaction as its cause. It ends as sent, as parked with a reason, or
/// as dropped because its cause was deleted or its time passed; never without a record.
/// </summary>
public sealed class Delivery : ICommunityOwned
{
    public long CommunityId { get; init; }

    public long Id { get; init; }

    /// <summary>Identifies a message in its channel across attempts; the platform posts once under it.</summary>
    public required string Key { get; init; }

    public required DeliveryOperation Operation { get; init; }

    public required string Platform { get; init; }

    public required string Channel { get; init; }

    /// <summary>The platform's id of the message to edit.</summary>
    public string? Target { get; init; }

    /// <summary>The <see cref="Reply"/> as JSON; emptied once it is sent.</summary>
    public required string Payload { get; set; }

    /// <summary>Its cause, such as <c>article/55</c>: for tracing, and to drop waiting deliveries when the cause is deleted.</summary>
    public required string Cause { get; init; }

    /// <summary>When it is due, UTC; decides the order within a channel.</summary>
    public required DateTime DueAt { get; init; }

    /// <summary>When it expires, UTC: after that it is dropped.</summary>
    public DateTime? ExpiresAt { get; set; }

    public DeliveryState State { get; set; } = DeliveryState.Waiting;

    public DateTime? FirstAttemptAt { get; set; }

    public int Attempts { get; set; }

    public required DateTime NextAttemptAt { get; set; }

    /// <summary>The process that is sending it, until <see cref="LeaseUntil"/>.</summary>
    public string? LeaseOwner { get; set; }

    public DateTime? LeaseUntil { get; set; }

    /// <summary>The platform's id of the sent message.</summary>
    public string? MessageId { get; set; }

    /// <summary>Why the last attempt failed, why it is parked, or why it was dropped; one sentence.</summary>
    public string? Problem { get; set; }

    public DateTime? FinishedAt { get; set; }

    public ChannelRef ChannelRef => new(Platform, Channel);
}

/// <summary>The kinds of a <see cref="Delivery"/>.</summary>
public enum DeliveryOperation
{
    Send,
    Edit,

    /// <summary>Publish a sent message to the channel's followers.</summary>
    Publish,
}

/// <summary>The states of a <see cref="Delivery"/>.</summary>
public enum DeliveryState
{
    /// <summary>Waits for its time, or for the next attempt after a failure.</summary>
    Waiting,

    /// <summary>The platform has confirmed it.</summary>
    Sent,

    /// <summary>It needs a person: the last attempt failed for good.</summary>
    Parked,

    /// <summary>Its cause was deleted, or it expired.</summary>
    Dropped,
}

/// <summary>The deliveries in the database.</summary>
public static class DeliverySet
{
    extension(BotDb db)
    {
        public DbSet<Delivery> Deliveries => db.Set<Delivery>();
    }
}

internal sealed class DeliveryMapping : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("Deliveries").HasKey(d => d.Id);
        builder.Ignore(d => d.ChannelRef);
        builder.HasIndex(d => d.Key).IsUnique();
        builder.HasIndex(d => new { d.State, d.DueAt });
        builder.HasIndex(d => new { d.Platform, d.Channel, d.State, d.DueAt, d.Id });
        builder.HasIndex(d => d.Cause);
    }
}
