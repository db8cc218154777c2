using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Communities;

/// <summary>A group that the bot serves. Everything that the group owns carries its id.</summary>
public sealed class Community
{
    /// <summary>The community that the first start creates. It owns everything an older version stored.</summary>
    public const long FirstId = 1;

    public long Id { get; init; }

    /// <summary>Its name in addresses: lower-case letters, digits and hyphens.</summary>
    public required string Slug { get; set; }

    public required string Name { get; set; }

    /// <summary>One line below the name; null for none.</summary>
    public string? Tagline { get; set; }

    /// <summary>Questions that the web room offers to newcomers, one per line; null for the bot's own.</summary>
    public string? ExampleQuestions { get; set; }

    /// <summary>The language of channels that have none of their own; null for the bot's.</summary>
    public Language? Language { get; set; }

    /// <summary>The IANA zone of commands and channels that name none; null for the bot's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When the operator suspended it, UTC; null while it is served. See <see cref="Hosting.CommunityHosting"/>.</summary>
    public DateTime? LeftAt { get; set; }

    /// <summary>The last number given to a mobilization.</summary>
    public long LastMobilizationNumber { get; set; }

    /// <summary>The last number given to a feed.</summary>
    public long LastFeedNumber { get; set; }

    /// <summary>The last number given to an article.</summary>
    public long LastArticleNumber { get; set; }
}

/// <summary>The communities in the database.</summary>
public static class CommunitySet
{
    extension(BotDb db)
    {
        public DbSet<Community> Communities => db.Set<Community>();
    }
}

internal sealed class CommunityMapping : IEntityTypeConfiguration<Community>
{
    public void Configure(EntityTypeBuilder<Community> builder)
    {
        builder.ToTable("Communities").HasKey(c => c.Id);
        builder.HasIndex(c => c.Slug).IsUnique();
    }
}
