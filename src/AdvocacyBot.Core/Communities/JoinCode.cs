using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// A code with which one place joins a community: valid once, for an hour. Only its hash is stored. The row has no query filter,
/// because the code is how the community is found.
/// </summary>
public sealed class JoinCode
{
    /// <summary>The SHA-256 hash of the code, in hexadecimal.</summary>
    public required string Hash { get; init; }

    public required long CommunityId { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ExpiresAt { get; init; }
}

/// <summary>The codes in the database.</summary>
public static class JoinCodeSet
{
    extension(BotDb db)
    {
        public DbSet<JoinCode> JoinCodes => db.Set<JoinCode>();
    }
}

internal sealed class JoinCodeMapping : IEntityTypeConfiguration<JoinCode>
{
    public void Configure(EntityTypeBuilder<JoinCode> builder)
    {
        builder.ToTable("JoinCodes").HasKey(c => c.Hash);
        builder.HasOne<Community>().WithMany().HasForeignKey(c => c.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }
}
