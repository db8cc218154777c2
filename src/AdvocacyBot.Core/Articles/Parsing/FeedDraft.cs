using System.Globalization;
using AdvocacyBot.Core.Articles.Html;

namespace AdvocacyBot.Core.Articles.Parsing;

/// <summary>The properties of the feed itself, while its document is being read.</summary>
internal sealed class FeedDraft
{
    private bool hasCoreTitle;
    private bool siteIsPage;

    public string Title { get; private set; } = "";

    public Uri? Site { get; private set; }

    public string? Language { get; private set; }

    public TimeSpan? MinimumInterval { get; private set; }

    public Uri? Hub { get; private set; }

    public Uri? Self { get; private set; }

    public void Take(Capture capture, Bases bases)
    {
        switch (capture.Tag)
        {
            case Tag.Title when !hasCoreTitle && !capture.Markup.IsEmpty:
                Title = HtmlText.Line(capture.Markup);
                hasCoreTitle = capture.IsCore;
                break;
            case Tag.Link:
                TakeSite(bases.Resolve(capture.Text), isPage: true);
                break;
            case Tag.Language when capture.Text.Length is > 1 and < 20:
                Language ??= capture.Text;
                break;
            case Tag.Interval:
                MinimumInterval ??= IntervalOf(capture.Text);
                break;
        }

        bases.Site = Site;
    }

    /// <summary>A link element with its target in an attribute.</summary>
    public void TakeLink(IMarkup markup, Bases bases)
    {
        var target = bases.Resolve(markup.Attribute("href"));
        switch (markup.Attribute("rel")?.Trim().ToLowerInvariant())
        {
            case null or "" or "alternate":
                TakeSite(target, isPage: markup.Attribute("type") is null or "text/html");
                break;
            case "hub":
                Hub ??= target;
                break;
            case "self":
                Self ??= target;
                break;
        }

        bases.Site = Site;
    }

    public void TakeSite(Uri? found, bool isPage)
    {
        if (found is null || (Site is not null && (siteIsPage || !isPage)))
            return;
        (Site, siteIsPage) = (found, isPage);
    }

    /// <summary>RSS counts minutes; the syndication module names a period.</summary>
    private static TimeSpan? IntervalOf(string text) => text switch
    {
        "hourly" => TimeSpan.FromHours(1),
        "daily" or "weekly" or "monthly" or "yearly" => TimeSpan.FromHours(12),
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes > 0 =>
            TimeSpan.FromMinutes(Math.Min(minutes, 24 * 60)),
        _ => null,
    };
}
