using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>A person who may manage one mobilization without being an organizer on their platform.</summary>
internal sealed class CoOrganizer : ICommunityOwned
{
    public long CommunityId { get; init; }

    public required long MobilizationId { get; init; }

    public required string Person { get; init; }
}

/// <summary>A code that is good once, for one mobilization; only its HMAC is kept.</summary>
internal sealed class OneTimeCode : ICommunityOwned
{
    public long CommunityId { get; init; }

    public required long MobilizationId { get; init; }

    public required string Mac { get; init; }

    public required CodePurpose Purpose { get; init; }

    /// <summary>Whose answer it leads to; null if it is for anybody.</summary>
    public string? Person { get; init; }

    public required DateTime ExpiresAt { get; init; }
}

/// <summary>What a <see cref="OneTimeCode"/> is good for.</summary>
internal enum CodePurpose
{
    /// <summary>Makes a person on two platforms one.</summary>
    Link,

    /// <summary>Makes a person a co-organizer.</summary>
    CoOrganize,
}

internal static class RightsSets
{
    extension(BotDb db)
    {
        public DbSet<CoOrganizer> CoOrganizers => db.Set<CoOrganizer>();

        public DbSet<OneTimeCode> OneTimeCodes => db.Set<OneTimeCode>();
    }
}

internal sealed class RightsMapping : IEntityTypeConfiguration<CoOrganizer>, IEntityTypeConfiguration<OneTimeCode>
{
    public void Configure(EntityTypeBuilder<CoOrganizer> builder) =>
        builder.ToTable("CoOrganizers").HasKey(c => new { c.MobilizationId, c.Person });

    public void Configure(EntityTypeBuilder<OneTimeCode> builder) =>
        builder.ToTable("OneTimeCodes").HasKey(c => new { c.MobilizationId, c.Mac });
}
