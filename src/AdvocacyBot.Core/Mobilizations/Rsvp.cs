using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>
/// One person's answer. The person is a pseudonym that only the mobilization's key can make; there is no name, no text, no
/// address and no time.
/// </summary>
internal sealed class Rsvp : ICommunityOwned
{
    public long CommunityId { get; init; }

    public required long MobilizationId { get; init; }

    /// <summary>As <see cref="Privacy.Pseudonym"/> writes it.</summary>
    public required string Person { get; init; }

    public required Answer Answer { get; set; }

    /// <summary>The person and their guests.</summary>
    public int Party { get; set; } = 1;

    /// <summary>The ids of their roles and shifts, as <see cref="Shifts.HeldSlots"/> writes them; null for none. A maybe keeps them, but does not count.</summary>
    public string? RoleSlotIds { get; set; }

    /// <summary>Which shifts they would give for which, as <see cref="Shifts.HeldSlots"/> writes it; null for none.</summary>
    public string? SwapOffers { get; set; }

    /// <summary>The place in the queue while waiting.</summary>
    public long? Position { get; set; }

    /// <summary>Until when an offered seat is held, UTC, to the full minute.</summary>
    public DateTime? OfferUntil { get; set; }

    /// <summary>How far a check-in after the end has come that the person agreed to; null if they have not, or have answered.</summary>
    public CheckIn? CheckIn { get; set; }

    /// <summary>By what organizers may know them if they do not answer, in their own words, sealed under the mobilization's key.</summary>
    public byte[]? CheckInName { get; set; }

    /// <summary>The same person's first row, where a code has linked the two.</summary>
    public string? LinkedTo { get; set; }

    /// <summary>How many seats the row holds.</summary>
    public int Seats => Answer is Answer.Going or Answer.Offered ? Party : 0;
}

/// <summary>How a person stands to a mobilization.</summary>
internal enum Answer
{
    Going,
    Maybe,
    No,

    /// <summary>Would be going, but for the seats.</summary>
    Waiting,

    /// <summary>A seat is held for them until they take it or time runs out.</summary>
    Offered,

    /// <summary>Another row holds this person's answer.</summary>
    Linked,
}

/// <summary>How far the question stands whether a person is home safe.</summary>
internal enum CheckIn
{
    /// <summary>They want to be asked. If that still stands when organizers are told, they could not be.</summary>
    Wanted,

    /// <summary>They were asked and have not answered.</summary>
    Asked,
}

/// <summary>A task that people are needed for, for the whole time or for a shift.</summary>
internal sealed class RoleSlot : ICommunityOwned
{
    public long CommunityId { get; init; }

    public long Id { get; init; }

    public required long MobilizationId { get; init; }

    public required string Name { get; set; }

    public required int Needed { get; set; }

    /// <summary>The shift's beginning and end as local clock times, such as <c>14:00</c>; null for the whole time.</summary>
    public string? From { get; set; }

    public string? Until { get; set; }

    /// <summary>How many had taken it on at the last publication.</summary>
    public int PublishedFilled { get; set; }
}

internal static class RsvpSets
{
    extension(BotDb db)
    {
        public DbSet<Rsvp> Rsvps => db.Set<Rsvp>();

        public DbSet<RoleSlot> RoleSlots => db.Set<RoleSlot>();
    }
}

internal sealed class RsvpMapping : IEntityTypeConfiguration<Rsvp>, IEntityTypeConfiguration<RoleSlot>
{
    public void Configure(EntityTypeBuilder<Rsvp> builder)
    {
        builder.ToTable("Rsvps").HasKey(r => new { r.MobilizationId, r.Person });
        builder.Ignore(r => r.Seats);
        builder.HasIndex(r => new { r.MobilizationId, r.Answer, r.Position });
    }

    public void Configure(EntityTypeBuilder<RoleSlot> builder)
    {
        builder.ToTable("RoleSlots").HasKey(s => s.Id);
        builder.HasIndex(s => s.MobilizationId);
        builder.Property(s => s.PublishedFilled).HasDefaultValue(0);
    }
}
