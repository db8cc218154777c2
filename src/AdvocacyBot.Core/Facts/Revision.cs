using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Facts;

/// <summary>One step in a claim's life. Rows are added and never changed.</summary>
internal sealed class Revision : ICommunityOwned
{
    public long CommunityId { get; init; }

    public long Id { get; init; }

    public long ClaimId { get; init; }

    /// <summary>The content that the step is about.</summary>
    public required int Version { get; init; }

    public required RevisionAction Action { get; init; }

    /// <summary>A digest of who did it: enough to tell two people apart, not enough to name one.</summary>
    public required string Actor { get; init; }

    public required DateTime At { get; init; }

    public string? Reason { get; init; }

    /// <summary>The claim's columns as JSON, for steps that bring a new content.</summary>
    public string? Content { get; init; }
}

/// <summary>The steps in a claim's history.</summary>
internal enum RevisionAction
{
    Imported,
    Proposed,
    Edited,
    Approved,
    Rejected,
    Retracted,
    Reverted,
}

/// <summary>A question that found nothing, counted without who asked.</summary>
internal sealed class QueryMiss : ICommunityOwned
{
    public long CommunityId { get; init; }

    public long Id { get; init; }

    public required string Folded { get; init; }

    public required Languages.Language Language { get; init; }

    public required int Count { get; set; }

    public required DateTime LastAt { get; set; }
}

internal sealed class RevisionMapping : IEntityTypeConfiguration<Revision>, IEntityTypeConfiguration<QueryMiss>
{
    public void Configure(EntityTypeBuilder<Revision> builder)
    {
        builder.ToTable("Revisions").HasKey(r => r.Id);
        builder.HasIndex(r => new { r.ClaimId, r.Version });
        // The community's newest step, which every question asks for.
        builder.HasIndex(r => new { r.CommunityId, r.Id });
    }

    public void Configure(EntityTypeBuilder<QueryMiss> builder)
    {
        builder.ToTable("QueryMisses").HasKey(m => m.Id);
        builder.HasIndex(m => new { m.CommunityId, m.Folded, m.Language }).IsUnique();
        builder.HasIndex(m => m.LastAt);
    }
}

internal static class RevisionSets
{
    extension(BotDb db)
    {
        public DbSet<Revision> Revisions => db.Set<Revision>();

        public DbSet<QueryMiss> QueryMisses => db.Set<QueryMiss>();
    }
}
