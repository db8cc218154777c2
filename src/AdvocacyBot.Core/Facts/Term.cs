using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Facts;

/// <summary>Something that facts are about and that questions name: a topic, country, organization, person, place or event.</summary>
internal sealed class Term
{
    public long Id { get; init; }

    /// <summary>Lower-case letters, digits and hyphens; the name in fact files.</summary>
    public required string Slug { get; init; }

    public required TermKind Kind { get; set; }

    public List<TermName> Names { get; init; } = [];
}

/// <summary>What kind of thing a <see cref="Term"/> names.</summary>
public enum TermKind
{
    Topic,
    Country,
    Org,
    Person,
    Place,
    Event,
}

/// <summary>One way to say a <see cref="Term"/>.</summary>
internal sealed class TermName
{
    public long Id { get; init; }

    public long TermId { get; init; }

    public required Language Language { get; init; }

    public required string Text { get; init; }

    /// <summary>The text's words as questions are read, parted by single spaces.</summary>
    public required string Folded { get; init; }

    public required NameRole Role { get; init; }
}

/// <summary>How a name stands to its term.</summary>
internal enum NameRole
{
    /// <summary>What answers call it; one a language.</summary>
    Label,
    Alias,
    Abbreviation,
    Adjective,
    Inflection,
    Misspelling,

    /// <summary>A question word that leads to a topic where nothing else in the question does: "who" to delegations.</summary>
    Hint,
}

internal sealed class TermMapping : IEntityTypeConfiguration<Term>, IEntityTypeConfiguration<TermName>
{
    public void Configure(EntityTypeBuilder<Term> builder)
    {
        builder.ToTable("Terms").HasKey(t => t.Id);
        builder.HasIndex(t => t.Slug).IsUnique();
        builder.HasMany(t => t.Names).WithOne().HasForeignKey(n => n.TermId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<TermName> builder)
    {
        builder.ToTable("TermNames").HasKey(n => n.Id);
        builder.HasIndex(n => n.Folded);
        builder.HasIndex(n => n.TermId);
    }
}

internal static class TermSets
{
    extension(BotDb db)
    {
        public DbSet<Term> Terms => db.Set<Term>();

        public DbSet<TermName> TermNames => db.Set<TermName>();
    }
}
