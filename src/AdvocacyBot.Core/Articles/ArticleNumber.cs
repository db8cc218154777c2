using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Articles;

/// <summary>
/// The number by which one community refers to an article. Articles are stored once for all communities, so their ids would tell how
/// many of them others receive.
/// </summary>
public sealed class ArticleNumber : ICommunityOwned
{
    public long CommunityId { get; init; }

    /// <summary>Unique within the community; never given twice.</summary>
    public long Number { get; init; }

    public long ArticleId { get; init; }
}

/// <summary>The numbers of articles in the database.</summary>
public static class ArticleNumberSet
{
    extension(BotDb db)
    {
        public DbSet<ArticleNumber> ArticleNumbers => db.Set<ArticleNumber>();
    }
}

internal sealed class ArticleNumberMapping : IEntityTypeConfiguration<ArticleNumber>
{
    public void Configure(EntityTypeBuilder<ArticleNumber> builder)
    {
        builder.ToTable("ArticleNumbers").HasKey(n => new { n.CommunityId, n.Number });
        builder.HasIndex(n => new { n.ArticleId, n.CommunityId }).IsUnique();
        builder.HasOne<Article>().WithMany().HasForeignKey(n => n.ArticleId).OnDelete(DeleteBehavior.Cascade);
    }
}
