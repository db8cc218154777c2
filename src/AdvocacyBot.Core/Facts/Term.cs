using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Facts;

/// <summary>Something that facts are about and that questions name: a topic, a country, an organization, a unit of counting and so on.</summary>
internal sealed class Term : ISharedOrOwned
{
    public long CommunityId { get; init; }

    public long Id { get; init; }

    /// <summary>Lower-case letters, digits and hyphens; the name in fact files.</summary>
    public required string Slug { get; init; }

    public required TermKind Kind { get; set; }

    public List<TermName> Names { get; init; } = [];

    public List<TermBroader> Broader { get; init; } = [];
}

/// <summary>The kind of thing that a <see cref="Term"/> names.</summary>
public enum TermKind
{
    Topic,
    Country,
    Org,
    Person,
    Place,
    Event,

    /// <summary>A thing that numbers count: people, journalists, embassies.</summary>
    Unit,
}

/// <summary>One way to say a <see cref="Term"/>.</summary>
internal sealed class TermName : ISharedOrOwned
{
    public long CommunityId { get; init; }

    public long Id { get; init; }

    public long TermId { get; init; }

    public required Language Language { get; init; }

    public required string Text { get; init; }

    /// <summary>The folded words of the text, separated by single spaces.</summary>
    public required string Folded { get; init; }

    public required NameRole Role { get; init; }
}

/// <summary>Says that a term is a part or a kind of another: Scotland of the United Kingdom, journalists of people.</summary>
internal sealed class TermBroader : ISharedOrOwned
{
    public long CommunityId { get; init; }

    public long TermId { get; init; }

    public required long BroaderId { get; init; }
}

/// <summary>The kind of a <see cref="TermName"/>.</summary>
internal enum NameRole
{
    /// <summary>The name that answers use; one per language.</summary>
    Label,
    Alias,
    Abbreviation,
    Adjective,
    Inflection,
    Misspelling,

    /// <summary>A question word that leads to a topic if nothing else in the question does: "who" to delegations.</summary>
    Hint,

    /// <summary>A verb that asks about a topic: "killed" about deaths. A name next to it is its subject or object.</summary>
    Verb,
}

internal sealed class TermMapping : IEntityTypeConfiguration<Term>, IEntityTypeConfiguration<TermName>, IEntityTypeConfiguration<TermBroader>
{
    public void Configure(EntityTypeBuilder<Term> builder)
    {
        builder.ToTable("Terms").HasKey(t => t.Id);
        builder.HasIndex(t => new { t.CommunityId, t.Slug }).IsUnique();
        builder.HasMany(t => t.Names).WithOne().HasForeignKey(n => n.TermId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(t => t.Broader).WithOne().HasForeignKey(b => b.TermId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<TermName> builder)
    {
        builder.ToTable("TermNames").HasKey(n => n.Id);
        builder.HasIndex(n => n.Folded);
        builder.HasIndex(n => new { n.CommunityId, n.Id });
        builder.HasIndex(n => n.TermId);
    }

    public void Configure(EntityTypeBuilder<TermBroader> builder)
    {
        builder.ToTable("TermBroader").HasKey(b => new { b.TermId, b.BroaderId });
        builder.HasOne<Term>().WithMany().HasForeignKey(b => b.BroaderId).OnDelete(DeleteBehavior.Cascade);
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
