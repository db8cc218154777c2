using AdvocacyBot.Core.Articles.Identity;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AdvocacyBot.Core.Articles;

/// <summary>An article as its feed gave it, with the time and the wording in which it was retrieved.</summary>
public sealed class Article
{
    private const int MaxSummaryLength = 40_000;

    public long Id { get; init; }

    public required long FeedId { get; set; }

    /// <summary>Unique in its feed and never changed: a digest of the traits with which it was first seen.</summary>
    public required string Key { get; set; }

    /// <summary>The digest of its identifier; see <see cref="ItemTraits.Id"/>. This and the next four are null until the first poll after an upgrade from 0.1.</summary>
    public string? IdHash { get; set; }

    /// <inheritdoc cref="ItemTraits.CanonicalId"/>
    public string? CanonicalIdHash { get; set; }

    /// <inheritdoc cref="ItemTraits.Link"/>
    public string? LinkHash { get; set; }

    /// <inheritdoc cref="ItemTraits.Text"/>
    public string? TextHash { get; set; }

    /// <inheritdoc cref="ItemTraits.Words"/>
    public string? WordsHash { get; set; }

    /// <summary>The digest of everything that a post shows; see <see cref="IdentifiedItem.ShownHash"/>.</summary>
    public string? ShownHash { get; set; }

    /// <summary>Identifies the same story in another feed; null if it has no link of its own.</summary>
    public string? StoryKey { get; set; }

    public required string Title { get; set; }

    public string? Link { get; set; }

    /// <summary>The summary as written, and whether it is HTML.</summary>
    public required string Summary { get; set; }

    public bool SummaryIsHtml { get; set; }

    /// <summary>The base that the document declares for links in the summary.</summary>
    public string? SummaryBase { get; set; }

    public string? Author { get; set; }

    /// <summary>UTC; null if the feed names no date or an impossible one.</summary>
    public DateTime? Published { get; set; }

    /// <summary>UTC, as the feed writes it, even if it is impossible.</summary>
    public DateTime? PublisherDate { get; set; }

    /// <summary>When it was first retrieved, UTC.</summary>
    public required DateTime SeenAt { get; init; }

    /// <summary>When its feed was last known to show it, UTC; see <see cref="Feed.MarkedAt"/>.</summary>
    public required DateTime LastSeenAt { get; set; }

    /// <summary>When changed words were last retrieved, UTC.</summary>
    public DateTime? ChangedAt { get; set; }

    /// <summary>Counts the changes that its posts show, from 1.</summary>
    public int Version { get; set; } = 1;

    /// <summary>The SHA-256 digest of the current wording: the evidence of what was retrieved.</summary>
    public required string ContentHash { get; set; }

    /// <summary>One per line.</summary>
    public string Categories { get; set; } = "";

    public string? Image { get; set; }

    public string? ImageText { get; set; }

    /// <summary>The picture that its page names, if the feed has none and a channel asked for it.</summary>
    public string? PageImage { get; set; }

    public string? PageImageText { get; set; }

    /// <summary>The address of its audio or video file.</summary>
    public string? Media { get; set; }

    public bool MediaIsVideo { get; set; }

    /// <summary>How long the file plays.</summary>
    public double? MediaSeconds { get; set; }

    /// <summary>The publication that the feed took it from.</summary>
    public string? Source { get; set; }

    /// <summary>Title, categories and summary as search compares them.</summary>
    public required string Folded { get; set; }

    /// <summary>When it counts as published: the date of its feed if that is possible, or the time when it was first seen.</summary>
    public required DateTime SortAt { get; set; }

    /// <summary>A new article from an item of a feed.</summary>
    internal static Article From(Feed feed, IdentifiedItem identified, DateTime now)
    {
        var published = identified.Item.Published is { Year: > 1990 } date && date <= now.AddHours(1) ? date : (DateTime?)null;
        var traits = identified.Traits;
        var article = new Article
        {
            FeedId = feed.Id,
            Key = ItemTraits.Digest($"{traits.Id}\n{traits.Link}\n{traits.Title}\n{traits.Text}\n{traits.Published?.Ticks}"),
            Title = "",
            Summary = "",
            ContentHash = "",
            Folded = "",
            SeenAt = now,
            LastSeenAt = now,
            Published = published,
            // An article with an impossible date is still posted; it counts from when it was first seen.
            SortAt = published ?? now,
        };
        article.Update(identified);
        return article;
    }

    /// <summary>Takes the current state of an item.</summary>
    internal void Update(IdentifiedItem identified)
    {
        var item = identified.Item;
        var summary = item.Summary.Value ?? "";
        Identify(identified.Traits);
        StoryKey = identified.StoryKey ?? StoryKey;
        ContentHash = identified.ContentHash;
        ShownHash = identified.ShownHash;
        Title = item.Title;
        Link = item.Link?.AbsoluteUri;
        Summary = SafeText.Clean(summary.Length > MaxSummaryLength ? summary[..MaxSummaryLength] : summary);
        SummaryIsHtml = item.Summary.IsHtml;
        SummaryBase = item.Summary.Base?.AbsoluteUri;
        Author = item.Author is { Length: > 0 } author ? author : null;
        Categories = string.Join('\n', item.Categories);
        Image = item.Picture?.AbsoluteUri;
        ImageText = item.PictureText;
        Media = item.Media?.Address.AbsoluteUri;
        MediaIsVideo = item.Media?.IsVideo == true;
        MediaSeconds = item.Media?.Length?.TotalSeconds;
        Source = item.Source;
        Folded = Folding.Fold(FilteredText.Of(this).All);
    }

    /// <summary>Takes the traits by which the feed's next document recognizes the article.</summary>
    internal void Identify(ItemTraits traits) =>
        (IdHash, CanonicalIdHash, LinkHash, TextHash, WordsHash, PublisherDate) =
            (traits.Id, traits.CanonicalId, traits.Link, traits.Text, traits.Words, traits.Published);
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
        builder.Property(a => a.MediaIsVideo).HasDefaultValue(false);
        builder.HasIndex(a => new { a.FeedId, a.Key }).IsUnique();
        builder.HasIndex(a => new { a.FeedId, a.IdHash });
        builder.HasIndex(a => new { a.FeedId, a.CanonicalIdHash });
        builder.HasIndex(a => new { a.FeedId, a.LinkHash });
        builder.HasIndex(a => new { a.FeedId, a.WordsHash });
        builder.HasIndex(a => a.StoryKey);
        builder.HasIndex(a => a.SortAt);
        // Few articles change after they were posted.
        builder.HasIndex(a => a.Version).HasFilter("\"Version\" > 1");
    }
}
