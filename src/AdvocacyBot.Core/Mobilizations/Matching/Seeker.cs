using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Mobilizations.Matching;

/// <summary>A person who looks for a buddy or a ride. Nobody sees the contact before both have accepted.</summary>
internal sealed class Seeker : ICommunityOwned
{
    public long CommunityId { get; init; }

    public required long MobilizationId { get; init; }

    public required string Person { get; init; }

    public required MatchKind Kind { get; init; }

    public required MatchSide Side { get; set; }

    /// <summary>How to reach them, in their own words, sealed under the mobilization's key.</summary>
    public required byte[] Contact { get; set; }

    /// <summary>How many people a driver takes along; null for one, and for everybody else.</summary>
    public int? Seats { get; set; }

    /// <summary>With whom they are matched at present. A driver may have several, whose rows name the driver: this is null.</summary>
    public string? Partner { get; set; }

    public bool HasAccepted { get; set; }

    /// <summary>Whether the driver has accepted this rider; for buddies, the other row says so.</summary>
    public bool PartnerHasAccepted { get; set; }

    /// <summary>Until when both have to accept, UTC, to the full hour; null if there is no match or both have.</summary>
    public DateTime? PairedUntil { get; set; }
}

/// <summary>A pair that was declined, so that it is not proposed again.</summary>
internal sealed class DeclinedPair : ICommunityOwned
{
    public long CommunityId { get; init; }

    public required long MobilizationId { get; init; }

    public required MatchKind Kind { get; init; }

    /// <summary>The two pseudonyms in ordinal order.</summary>
    public required string First { get; init; }

    public required string Second { get; init; }
}

/// <summary>What people look for in each other.</summary>
internal enum MatchKind
{
    Buddy,
    Ride,
}

/// <summary>Which side of a match a person is on.</summary>
internal enum MatchSide
{
    /// <summary>Either side is the same: buddies.</summary>
    Equal,
    Offers,
    Seeks,
}

internal static class SeekerSets
{
    extension(BotDb db)
    {
        public DbSet<Seeker> Seekers => db.Set<Seeker>();

        public DbSet<DeclinedPair> DeclinedPairs => db.Set<DeclinedPair>();
    }
}

internal sealed class SeekerMapping : IEntityTypeConfiguration<Seeker>, IEntityTypeConfiguration<DeclinedPair>
{
    public void Configure(EntityTypeBuilder<Seeker> builder)
    {
        builder.ToTable("Seekers").HasKey(s => new { s.MobilizationId, s.Kind, s.Person });
        builder.HasIndex(s => s.PairedUntil);
        builder.Property(s => s.PartnerHasAccepted).HasDefaultValue(false);
    }

    public void Configure(EntityTypeBuilder<DeclinedPair> builder) =>
        builder.ToTable("DeclinedPairs").HasKey(p => new { p.MobilizationId, p.Kind, p.First, p.Second });
}
