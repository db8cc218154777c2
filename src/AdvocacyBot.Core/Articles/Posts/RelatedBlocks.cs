using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>
/// Finds facts and mobilizations on the subject of an article. The articles feature does not know these; the feature that joins
/// them registers this delegate (scoped), and the default finds nothing. Called inside the transaction that queues the
/// article's posts, once for each language; must change nothing.
/// </summary>
/// <param name="article">The article.</param>
/// <param name="language">The language of the post.</param>
public delegate Task<RelatedParts> RelatedBlocks(ArticleWords article, Language language, CancellationToken ct);

/// <summary>An article's content in plain text.</summary>
public sealed record ArticleWords(string Title, IReadOnlyList<string> Categories, string Summary);

/// <summary>The blocks that are added to an article's post.</summary>
/// <param name="Blocks">Below the article.</param>
/// <param name="Choices">Such as the answers to a mobilization.</param>
/// <param name="Subjects">What the added blocks are about, so that a change finds the post.</param>
public sealed record RelatedParts(IReadOnlyList<Block> Blocks, IReadOnlyList<Choice> Choices, IReadOnlyList<string> Subjects)
{
    public static RelatedParts None { get; } = new([], [], []);

    /// <summary>The only channels in which this may be shown; null for all.</summary>
    public IReadOnlySet<ChannelRef>? Channels { get; init; }

    /// <summary>What is added in other channels; null for nothing.</summary>
    public RelatedParts? Elsewhere { get; init; }

    /// <summary>What is added in a channel.</summary>
    public RelatedParts In(ChannelRef channel) => Channels is null || Channels.Contains(channel) ? this : Elsewhere ?? None;
}
