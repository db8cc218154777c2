using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Articles;

/// <summary>An article as its feed gave it, with when and in which wording it was seen.</summary>
public sealed class Article
{
    private const int LongestSummary = 40_000;

    public long Id { get; init; }

    public required long FeedId { get; set; }

    /// <summary>What makes it the same article when the feed shows it again; see <see cref="Sameness"/>.</summary>
    public required string Key { get; set; }

    /// <summary>What makes it the same story in another feed; null where it has no link.</summary>
    public string? StoryKey { get; set; }

    public required string Title { get; set; }

    public string? Link { get; set; }

    /// <summary>The summary as it was written, and whether that is HTML.</summary>
    public required string Summary { get; set; }

    public bool SummaryIsHtml { get; set; }

    public string? Author { get; set; }

    /// <summary>UTC, as the feed says; null where it does not say.</summary>
    public DateTime? Published { get; set; }

    /// <summary>When it was first retrieved, UTC.</summary>
    public required DateTime SeenAt { get; init; }

    /// <summary>When its feed was last known to show it, UTC; see <see cref="Feed.MarkedAt"/>.</summary>
    public required DateTime LastSeenAt { get; set; }

    /// <summary>When a changed wording was last retrieved, UTC.</summary>
    public DateTime? ChangedAt { get; set; }

    /// <summary>Counts its wordings, from 1.</summary>
    public int Version { get; set; } = 1;

    /// <summary>The SHA-256 digest of the present wording: the evidence of what was retrieved.</summary>
    public required string ContentHash { get; set; }

    /// <summary>One a line.</summary>
    public string Categories { get; set; } = "";

    public string? Image { get; set; }

    public string? ImageText { get; set; }

    /// <summary>The publication that the feed took it from.</summary>
    public string? Source { get; set; }

    /// <summary>Title, categories and summary as search compares them.</summary>
    public required string Folded { get; set; }

    /// <summary>When it counts as published: what its feed says, where that can be.</summary>
    public required DateTime SortAt { get; set; }

    /// <summary>A new article from an item of a feed.</summary>
    internal static Article From(Feed feed, Sameness.Identified identified, DateTime now)
    {
        var published = identified.Item.Published is { Year: > 1990 } said && said <= now.AddHours(1) ? said : (DateTime?)null;
        var article = new Article
        {
            FeedId = feed.Id,
            Key = identified.Key,
            StoryKey = identified.StoryKey,
            Title = "",
            Summary = "",
            ContentHash = "",
            Folded = "",
            SeenAt = now,
            LastSeenAt = now,
            Published = published,
            // A date that cannot be is no reason to hold an article back: it counts from when it was seen.
            SortAt = published ?? now,
        };
        article.Reword(identified);
        return article;
    }

    /// <summary>Takes the wording of an item.</summary>
    internal void Reword(Sameness.Identified identified)
    {
        var item = identified.Item;
        var summary = item.Summary.Value ?? "";
        ContentHash = identified.ContentHash;
        Title = item.Title;
        Link = item.Link?.AbsoluteUri;
        Summary = SafeText.Clean(summary.Length > LongestSummary ? summary[..LongestSummary] : summary);
        SummaryIsHtml = item.Summary.IsHtml;
        Author = item.Author is { Length: > 0 } author ? author : null;
        Categories = string.Join('\n', item.Categories);
        Image = item.Picture?.AbsoluteUri;
        ImageText = item.PictureText;
        Source = item.Source;
        Folded = Folding.Fold(FilteredText.Of(this).All);
    }
}

/// <summary>The articles in the database.</summary>
public static class ArticleSet
{
    extension(BotDb db)
    {
        public DbSet<Article> Articles => db.Set<Article>();
    }
}

internal sealed class ArticleMapping : IEntityTypeConfiguration<Article>
{
    public void Configure(EntityTypeBuilder<Article> builder)
    {
        builder.ToTable("Articles").HasKey(a => a.Id);
        builder.HasIndex(a => new { a.FeedId, a.Key }).IsUnique();
        builder.HasIndex(a => a.StoryKey);
        builder.HasIndex(a => a.SortAt);
    }
}
