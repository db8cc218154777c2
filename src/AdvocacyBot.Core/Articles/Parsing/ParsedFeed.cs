namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>What a feed document holds, whichever format it is written in.</summary>
/// <param name="Format">Which.</param>
/// <param name="Items">In the document's order.</param>
public sealed record ParsedFeed(FeedFormat Format, IReadOnlyList<ParsedItem> Items)
{
    /// <summary>Plain text; empty where there is none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The site that the feed belongs to.</summary>
    public Uri? Site { get; init; }

    /// <summary>The language that the feed says it is in, as it says it.</summary>
    public string? Language { get; init; }

    /// <summary>How long the feed asks to be left alone between polls.</summary>
    public TimeSpan? Rest { get; init; }

    /// <summary>What is wrong with the document and was mended or left out.</summary>
    public IReadOnlyList<FeedFlaw> Flaws { get; init; } = [];
}

/// <summary>The formats that are read.</summary>
public enum FeedFormat
{
    Rss,
    Rdf,
    Atom,
    Cdf,
    Json,
}

/// <summary>One item of a feed, as its publisher wrote it.</summary>
public sealed record ParsedItem
{
    /// <summary>The publisher's own name for it: RSS guid, Atom id, JSON id.</summary>
    public string? Id { get; init; }

    /// <summary>Plain text, one line; empty where there is none.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where it can be read: http or https.</summary>
    public Uri? Link { get; init; }

    /// <summary>The summary, else the whole content.</summary>
    public Markup Summary { get; init; }

    public string? Author { get; init; }

    /// <summary>UTC; null where it is missing or cannot be read.</summary>
    public DateTime? Published { get; init; }

    /// <summary>UTC; when the publisher last changed it.</summary>
    public DateTime? Updated { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public Uri? Image { get; init; }

    public string? ImageText { get; init; }

    /// <summary>The publication that the item was taken from, where the feed gathers several.</summary>
    public string? Source { get; init; }

    /// <summary>Whether the document ended before the item did.</summary>
    public bool IsCutOff { get; init; }
}

/// <summary>Text that is either plain or HTML.</summary>
/// <param name="Value">As it was written.</param>
/// <param name="IsHtml">Whether tags and entities in it mean something.</param>
public readonly record struct Markup(string Value, bool IsHtml)
{
    public bool IsEmpty => string.IsNullOrWhiteSpace(Value);
}

/// <summary>What can be wrong with a document that is read all the same.</summary>
public enum FeedFlaw
{
    /// <summary>It is not well-formed and was mended.</summary>
    Malformed,

    /// <summary>It ends too early.</summary>
    CutOff,

    /// <summary>Its bytes do not fit the character set that it or its server names.</summary>
    WrongCharset,

    /// <summary>It holds more items than are read.</summary>
    TooManyItems,

    /// <summary>It is nested more deeply than is read.</summary>
    TooDeep,
}

/// <summary>Why a document is not read at all.</summary>
public enum Unreadable
{
    /// <summary>It has no content.</summary>
    Empty,

    /// <summary>It is a web page.</summary>
    Html,

    /// <summary>It is something else that is no feed.</summary>
    NotAFeed,

    /// <summary>It declares entities that would fetch something or grow without end.</summary>
    DangerousEntities,
}

/// <summary>A document that holds no feed; the only exception that parsing throws.</summary>
public sealed class UnreadableFeedException(Unreadable reason) : Exception($"Not a feed: {reason}.")
{
    public Unreadable Reason { get; } = reason;
}
