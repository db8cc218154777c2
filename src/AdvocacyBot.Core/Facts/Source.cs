using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Facts;

/// <summary>Where a claim stands: who published it, and through whom it came to be known here.</summary>
internal sealed class Source : ICommunityOwned
{
    public long CommunityId { get; init; }

    public long Id { get; init; }

    /// <summary>The name in fact files.</summary>
    public required string Slug { get; init; }

    public required long PublisherId { get; set; }

    public string? Title { get; set; }

    public string? Url { get; set; }

    public string? ArchiveUrl { get; set; }

    /// <summary>As exactly as it is known, as <see cref="Period"/> reads it; null if it is not.</summary>
    public string? Published { get; set; }

    public DateOnly? Accessed { get; set; }

    /// <summary>The language it is written in.</summary>
    public required Language Language { get; set; }

    public required SourceKind Kind { get; set; }

    /// <summary>The source that quotes it, where it was not read itself.</summary>
    public long? ViaId { get; set; }
}

/// <summary>How near a source is to what it says.</summary>
internal enum SourceKind
{
    Primary,
    Report,
    News,
    Press,
}

internal sealed class SourceMapping : IEntityTypeConfiguration<Source>
{
    public void Configure(EntityTypeBuilder<Source> builder)
    {
        builder.ToTable("Sources").HasKey(s => s.Id);
        builder.HasIndex(s => new { s.CommunityId, s.Slug }).IsUnique();
        builder.HasOne<Term>().WithMany().HasForeignKey(s => s.PublisherId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Source>().WithMany().HasForeignKey(s => s.ViaId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.PublisherId);
        builder.HasIndex(s => s.ViaId);
    }
}

internal static class SourceSets
{
    extension(BotDb db)
    {
        public DbSet<Source> Sources => db.Set<Source>();
    }
}
