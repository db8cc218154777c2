using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Facts.Naming;

/// <summary>One step of a change to a community's topics, names and sources: its proposal or its decision. Rows are added and never changed.</summary>
internal sealed class NameStep : ICommunityOwned
{
    public long CommunityId { get; init; }

    public long Id { get; init; }

    /// <summary>Counts the community's changes from 1; both steps of a change have the same.</summary>
    public required int Number { get; init; }

    /// <summary>Proposed, approved or rejected.</summary>
    public required RevisionAction Action { get; init; }

    /// <summary>Tells two editors of one change apart without naming them, as in the history of claims.</summary>
    public required string Actor { get; init; }

    public required DateTime At { get; init; }

    /// <summary>The proposed change as JSON; null for its decision.</summary>
    public string? Content { get; init; }
}

internal sealed class NameStepMapping : IEntityTypeConfiguration<NameStep>
{
    public void Configure(EntityTypeBuilder<NameStep> builder)
    {
        builder.ToTable("NameSteps").HasKey(s => s.Id);
        // A change is proposed once and approved once.
        builder.HasIndex(s => new { s.CommunityId, s.Number, s.Action }).IsUnique();
        // The community's newest step, which every question asks for.
        builder.HasIndex(s => new { s.CommunityId, s.Id });
    }
}

internal static class NameStepSets
{
    extension(BotDb db)
    {
        public DbSet<NameStep> NameSteps => db.Set<NameStep>();
    }
}
