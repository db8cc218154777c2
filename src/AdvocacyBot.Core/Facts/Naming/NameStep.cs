using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Facts.Naming;

/// <summary>
/// One step of a change to a community's topics, names and sources: its proposal, its decision, or an import. Rows are added and
/// never changed.
/// </summary>
internal sealed class NameStep : ICommunityOwned
{
    public long CommunityId { get; init; }

    public long Id { get; init; }

    /// <summary>Counts the community's proposals from 1, and its imports, too; both steps of a proposal have the same.</summary>
    public required int Number { get; init; }

    /// <summary>Proposed, approved, rejected, or imported with a file.</summary>
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
        // A change is proposed once and approved once. Imports are counted on their own.
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
