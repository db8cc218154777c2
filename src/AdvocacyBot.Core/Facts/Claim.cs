using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Facts;

/// <summary>A statement of one or several sources. Claims that differ are shown next to each other; none is ever calculated from others.</summary>
internal sealed class Claim : ICommunityOwned
{
    public long CommunityId { get; init; }

    public long Id { get; init; }

    /// <summary>Such as F-0012; never given out twice in its community.</summary>
    public required string PublicId { get; init; }

    public required long TopicId { get; set; }

    /// <summary>Topic, event, time and unit: claims with the same key speak of the same thing.</summary>
    public required string CaseKey { get; set; }

    public required ValueKind Kind { get; set; }

    public required Comparator Comparator { get; set; }

    /// <summary>The count or the amount; null for other kinds.</summary>
    public decimal? Number { get; set; }

    /// <summary>The unit that is counted, or the currency's ISO 4217 code.</summary>
    public string? Unit { get; set; }

    /// <summary>Whether the named participants are all there were; null if none are named.</summary>
    public bool? ListComplete { get; set; }

    /// <summary>The time it is about, as <see cref="Period"/> reads it; null if the source gives none.</summary>
    public string? When { get; set; }

    /// <summary>The first day of <see cref="When"/>.</summary>
    public DateOnly? From { get; set; }

    /// <summary>The last day of <see cref="When"/>.</summary>
    public DateOnly? To { get; set; }

    public required ClaimStatus Status { get; set; }

    public required ClaimRank Rank { get; set; }

    public string? RankReason { get; set; }

    public DateOnly? ReviewBy { get; set; }

    /// <summary>The stems of every word that it can be found by, and its community's word, separated by single spaces.</summary>
    public required string SearchText { get; set; }

    /// <summary>Counts the approved contents, from 1; 0 while none is.</summary>
    public required int Version { get; set; }

    /// <summary>The version that waits for a second person's decision.</summary>
    public int? PendingVersion { get; set; }

    /// <summary>Digest of what a file last said, so that the same file again changes nothing.</summary>
    public string? ImportHash { get; set; }

    public List<ClaimText> Texts { get; init; } = [];

    public List<ClaimTerm> Terms { get; init; } = [];

    public List<ClaimSource> Sources { get; init; } = [];

    public List<Revision> Revisions { get; init; } = [];
}

/// <summary>The kind of value that a claim gives: a number, an amount, names, a sentence or a date.</summary>
internal enum ValueKind
{
    Count,
    Money,
    List,
    Text,
    Date,
}

/// <summary>How a number is meant.</summary>
internal enum Comparator
{
    Exactly,
    AtLeast,
    About,
    OrMore,
}

/// <summary>Where a claim stands between being proposed and being withdrawn.</summary>
internal enum ClaimStatus
{
    Draft,
    Proposed,
    Published,
    Retracted,
}

/// <summary>How it is ranked among claims of the same case; a deprecated one is shown in histories alone.</summary>
internal enum ClaimRank
{
    Preferred,
    Normal,
    Deprecated,
}

internal sealed class ClaimMapping : IEntityTypeConfiguration<Claim>
{
    public void Configure(EntityTypeBuilder<Claim> builder)
    {
        builder.ToTable("Claims").HasKey(c => c.Id);
        builder.HasIndex(c => new { c.CommunityId, c.PublicId }).IsUnique();
        builder.HasIndex(c => new { c.CommunityId, c.CaseKey });
        // Newest first, with all that a question or a list of what is held looks at, so that no row is read in vain.
        builder.HasIndex(c => new { c.TopicId, c.CommunityId, c.Status, c.To, c.From, c.Rank, c.When });
        builder.HasIndex(c => new { c.CommunityId, c.PendingVersion });
        builder.HasIndex(c => new { c.CommunityId, c.ImportHash });
        builder.HasOne<Term>().WithMany().HasForeignKey(c => c.TopicId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Texts).WithOne().HasForeignKey(t => t.ClaimId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(c => c.Terms).WithOne().HasForeignKey(t => t.ClaimId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(c => c.Revisions).WithOne().HasForeignKey(r => r.ClaimId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Sources).WithOne().HasForeignKey(s => s.ClaimId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal static class ClaimSets
{
    extension(BotDb db)
    {
        public DbSet<Claim> Claims => db.Set<Claim>();

        public DbSet<ClaimText> ClaimTexts => db.Set<ClaimText>();

        public DbSet<ClaimTerm> ClaimTerms => db.Set<ClaimTerm>();

        public DbSet<ClaimSource> ClaimSources => db.Set<ClaimSource>();

        public DbSet<ClaimLink> ClaimLinks => db.Set<ClaimLink>();
    }
}
