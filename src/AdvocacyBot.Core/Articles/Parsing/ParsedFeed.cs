namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>The content of a feed document, whichever format it is written in.</summary>
/// <param name="Format">The format.</param>
/// <param name="Items">In the document's order.</param>
public sealed record ParsedFeed(FeedFormat Format, IReadOnlyList<ParsedItem> Items)
{
    /// <summary>Plain text; empty if the feed has none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The site that the feed belongs to.</summary>
    public Uri? Site { get; init; }

    /// <summary>The language that the feed declares, as written.</summary>
    public string? Language { get; init; }

    /// <summary>The shortest interval between polls that the feed asks for.</summary>
    public TimeSpan? MinimumInterval { get; init; }

    /// <summary>The WebSub hub that announces the feed's changes (https://www.w3.org/TR/websub/).</summary>
    public Uri? Hub { get; init; }

    /// <summary>The address by which the feed knows itself, which its hub expects.</summary>
    public Uri? Self { get; init; }

    /// <summary>Defects of the document that were repaired or left out.</summary>
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
    /// <summary>The publisher's own identifier, character for character: RSS guid, Atom id, JSON id.</summary>
    public string? Id { get; init; }

    /// <summary>Plain text on one line; empty if the item has none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The item's page, or its audio or video file if it has no page; http or https.</summary>
    public Uri? Link { get; init; }

    /// <summary>The summary, or the content if there is no summary.</summary>
    public Markup Summary { get; init; }

    /// <summary>The full content; empty if the feed has only the summary.</summary>
    public Markup Content { get; init; }

    public string? Author { get; init; }

    /// <summary>UTC; null if it is missing or cannot be read.</summary>
    public DateTime? Published { get; init; }

    /// <summary>UTC; when the publisher last changed the item.</summary>
    public DateTime? Updated { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public Uri? Picture { get; init; }

    /// <summary>The alternative text of the picture.</summary>
    public string? PictureText { get; init; }

    /// <summary>The audio or video file of a podcast or a video feed.</summary>
    public MediaFile? Media { get; init; }

    /// <summary>The publication that the item was taken from, if the feed gathers several.</summary>
    public string? Source { get; init; }

    /// <summary>Whether the document ended inside the item.</summary>
    public bool IsCutOff { get; init; }
}

/// <summary>An audio or video file.</summary>
/// <param name="Address">Its address.</param>
/// <param name="IsVideo">Whether it is a video.</param>
/// <param name="Length">How long it plays, if known.</param>
public sealed record MediaFile(Uri Address, bool IsVideo, TimeSpan? Length);

/// <summary>Text that is either plain or HTML.</summary>
/// <param name="Value">As written.</param>
/// <param name="IsHtml">Whether it contains tags and character references.</param>
/// <param name="Base">The base that the document itself names for relative links in it (xml:base).</param>
public readonly record struct Markup(string Value, bool IsHtml, Uri? Base = null)
{
    public bool IsEmpty => string.IsNullOrWhiteSpace(Value);
}

/// <summary>Defects of a document that is read nevertheless.</summary>
public enum FeedFlaw
{
    /// <summary>It is not well-formed and was repaired.</summary>
    Malformed,

    /// <summary>It ends too early.</summary>
    CutOff,

    /// <summary>Its bytes do not fit the character set that it or its server names.</summary>
    WrongCharset,

    /// <summary>It has more items than are read.</summary>
    TooManyItems,

    /// <summary>It is nested more deeply, or has more elements, than is read.</summary>
    TooDeep,
}

/// <summary>Why a document is not read at all.</summary>
public enum Unreadable
{
    /// <summary>It has no content.</summary>
    Empty,

    /// <summary>It is a web page.</summary>
    Html,

    /// <summary>It is a check that only people can pass.</summary>
    Captcha,

    /// <summary>It is a document of another kind.</summary>
    NotAFeed,

    /// <summary>It declares entities that would fetch something or grow without end.</summary>
    DangerousEntities,
}

/// <summary>A document that is not a feed; the only exception that parsing throws.</summary>
public sealed class UnreadableFeedException(Unreadable reason) : Exception($"Not a feed: {reason}.")
{
    public Unreadable Reason { get; } = reason;
}
