using AdvocacyBot.Core.Articles.Html;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>Where a picture of an item comes from.</summary>
internal enum PictureKind
{
    /// <summary>The publisher names it as the item's picture.</summary>
    Lead,

    /// <summary>A preview, often small.</summary>
    Thumbnail,

    /// <summary>It is part of the text.</summary>
    InText,
}

/// <summary>
/// Chooses the picture of an item: the largest reasonable one. The size of a picture that does not state it is estimated by its
/// origin; icons and counters of readers are never chosen.
/// </summary>
internal sealed class PictureChoice
{
    private const int MaxReasonableWidth = 2_400;
    private const int MaxCandidates = 60;
    private const int InTextValue = 450;
    private const int MinLeadWidth = 300;
    private List<Candidate>? candidates;
    private int groupStart;
    private bool isDescribed;

    /// <summary>The chosen picture with its alternative text, or null.</summary>
    public (Uri Address, string? Text)? Best
    {
        get
        {
            if (candidates?.MaxBy(candidate => candidate.Value) is not { } best)
                return null;
            return (best.Address, best.Text ?? candidates.Find(other => other.Address == best.Address && other.Text is not null)?.Text);
        }
    }

    public void Add(Uri? address, PictureKind kind) => Add(address, kind, null, null, null);

    /// <summary>The picture of an element with the attributes url or href, width and height.</summary>
    public void Add(Bases bases, IMarkup markup, PictureKind kind) => Add(
        bases.Resolve(markup.Attribute("url") ?? markup.Attribute("href")), kind,
        HtmlPictures.Pixels(markup.Attribute("width")), HtmlPictures.Pixels(markup.Attribute("height")), null);

    /// <summary>The pictures in a text, up to the first that may be its lead.</summary>
    public void AddFrom(Markup markup, Bases bases)
    {
        if (markup.IsEmpty || candidates?.Exists(candidate => candidate.Value >= InTextValue) == true)
            return;

        if (!markup.Value.Contains("img", StringComparison.OrdinalIgnoreCase))
            return;
        foreach (var picture in HtmlPictures.In(markup))
        {
            var address = markup.Base is { } declared ? new Bases(declared).Resolve(picture.Address) : bases.Resolve(picture.Address);
            Add(address, PictureKind.InText, picture.Width, picture.Height, picture.Text);
            if (address is not null && picture.Width is null or >= MinLeadWidth)
                return;
        }
    }

    /// <summary>Describes the pictures of the current group; a description counts more than a title.</summary>
    public void Describe(string text, bool isDescription)
    {
        foreach (var candidate in (candidates ?? []).Skip(groupStart).Where(candidate => candidate.Text is null || (isDescription && !isDescribed)))
            candidate.Text = text;
        isDescribed |= isDescription;
    }

    /// <summary>Later descriptions belong to later pictures.</summary>
    public void EndGroup() => (groupStart, isDescribed) = (candidates?.Count ?? 0, false);

    private void Add(Uri? address, PictureKind kind, int? width, int? height, string? text)
    {
        if (address is null || candidates?.Count >= MaxCandidates || HtmlPictures.IsDecoration(address.AbsoluteUri, width, height))
            return;
        (candidates ??= []).Add(new Candidate(address, ValueOf(kind, width)) { Text = text });
    }

    /// <summary>Larger is better, up to a width that readers' connections bear.</summary>
    private static double ValueOf(PictureKind kind, int? width) => (kind, width) switch
    {
        (PictureKind.Lead, null) => 1_000,
        (PictureKind.Thumbnail, null) => 500,
        (PictureKind.InText, null) => InTextValue,
        (_, > MaxReasonableWidth) => 700 - (width.Value / 1_000.0),
        // In the text, the first large picture is the lead; a later one is not better for being larger.
        (PictureKind.InText, >= MinLeadWidth) => InTextValue,
        _ => width!.Value,
    };

    private sealed record Candidate(Uri Address, double Value)
    {
        public string? Text { get; set; }
    }
}
