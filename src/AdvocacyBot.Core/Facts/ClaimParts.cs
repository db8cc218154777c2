using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Facts;

/// <summary>A claim's wording in one language.</summary>
internal sealed class ClaimText : ICommunityOwned
{
    public long CommunityId { get; init; }

    public long ClaimId { get; init; }

    public required Language Language { get; init; }

    /// <summary>A sentence in the bot's own words; empty where the number and its scope say all.</summary>
    public required string Text { get; init; }

    /// <summary>The exact group that a number counts, such as "led by CCC".</summary>
    public string? Scope { get; init; }
}

/// <summary>A name that a claim is about.</summary>
internal sealed class ClaimTerm : ICommunityOwned
{
    public long CommunityId { get; init; }

    public long ClaimId { get; init; }

    public required long TermId { get; init; }

    public required TermRole Role { get; init; }

    /// <summary>Where it stands among the names of its role.</summary>
    public required int Position { get; init; }

    /// <summary>The claim's own, so that the newest on a name are found without reading all that there are.</summary>
    public DateOnly? From { get; init; }

    /// <inheritdoc cref="From"/>
    public DateOnly? To { get; init; }
}

/// <summary>The role of a name in a claim.</summary>
internal enum TermRole
{
    Event,
    Subject,

    /// <summary>One of the names that the source lists.</summary>
    Participant,
    Place,

    /// <summary>A further topic; it leads to the claim only if the question also names somebody.</summary>
    Topic,

    /// <summary>Who published a source of it.</summary>
    Publisher,

    /// <summary>Who did it: the column "by".</summary>
    Actor,

    /// <summary>Whom it was done to or sent to: the column "to".</summary>
    Recipient,

    /// <summary>Whom it is against: the column "against".</summary>
    Target,
}

/// <summary>A source that says it, or says otherwise.</summary>
internal sealed class ClaimSource : ICommunityOwned
{
    public long CommunityId { get; init; }

    public long ClaimId { get; init; }

    public required long SourceId { get; init; }

    /// <summary>Page, paragraph or minute.</summary>
    public string? Locator { get; init; }

    public required Stance Stance { get; init; }

    public required int Position { get; init; }
}

/// <summary>Whether a source says the same.</summary>
internal enum Stance
{
    Supports,
    Disputes,
}

/// <summary>Says how two claims relate.</summary>
internal sealed class ClaimLink : ICommunityOwned
{
    public long CommunityId { get; init; }

    public required long FromId { get; init; }

    public required long ToId { get; init; }

    public required LinkKind Kind { get; init; }

    public string? Note { get; init; }
}

/// <summary>How one claim stands to another.</summary>
internal enum LinkKind
{
    Conflicts,
    DiffersInScope,
    Supersedes,
    Corrects,
}

internal sealed class ClaimPartsMapping :
    IEntityTypeConfiguration<ClaimText>, IEntityTypeConfiguration<ClaimTerm>, IEntityTypeConfiguration<ClaimSource>,
    IEntityTypeConfiguration<ClaimLink>
{
    public void Configure(EntityTypeBuilder<ClaimText> builder) =>
        builder.ToTable("ClaimTexts").HasKey(t => new { t.ClaimId, t.Language });

    public void Configure(EntityTypeBuilder<ClaimTerm> builder)
    {
        builder.ToTable("ClaimTerms").HasKey(t => new { t.ClaimId, t.TermId, t.Role });
        // Newest first, with all that a question looks at.
        builder.HasIndex(t => new { t.TermId, t.CommunityId, t.To, t.ClaimId, t.Role, t.From });
        builder.HasOne<Term>().WithMany().HasForeignKey(t => t.TermId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ClaimSource> builder)
    {
        builder.ToTable("ClaimSources").HasKey(s => new { s.ClaimId, s.SourceId, s.Stance });
        builder.HasIndex(s => s.SourceId);
        builder.HasOne<Source>().WithMany().HasForeignKey(s => s.SourceId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ClaimLink> builder)
    {
        builder.ToTable("ClaimLinks").HasKey(l => new { l.FromId, l.ToId, l.Kind });
        builder.HasIndex(l => l.ToId);
        builder.HasOne<Claim>().WithMany().HasForeignKey(l => l.FromId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Claim>().WithMany().HasForeignKey(l => l.ToId).OnDelete(DeleteBehavior.Cascade);
    }
}
