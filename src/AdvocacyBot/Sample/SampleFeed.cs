using System.Globalization;
using System.Xml.Linq;

namespace AdvocacyBot.Sample;

/// <summary>
/// A feed that the bot serves to itself, so that a first run shows an article going the whole way: over HTTP, through the
/// poller, into the room. Titles and dates are those of two articles by PBI-Canada; the summaries are in our own words.
/// </summary>
internal static class SampleFeed
{
    public const string Path = "/sample/feed.xml";

    private static readonly SampleArticle[] Articles =
    [
        new(
            "CANSEC promotes participation of Peruvian military despite Amnesty International report about lethal state repression",
            "https://pbicanada.org/2023/05/23/cansec-promotes-participation-of-peruvian-military-despite-amnesty-international-report-about-lethal-state-repression/",
            new DateTime(2023, 5, 23, 12, 0, 0, DateTimeKind.Utc),
            "Sample. An advertisement for the CANSEC arms show pictures Peruvian soldiers as guests. Amnesty International documented lethal force by Peru's army and police against protesters. Two lists of the delegations at CANSEC 2014 both name Peru, and they do not agree on how many there were."),
        new(
            "Despite human rights violations, CADSI promotes Mexican military participation at CANSEC arms show in Ottawa",
            null,
            null,
            "Sample. A video for CANSEC 2023 shows the Mexican military. The article recalls thousands of complaints about Mexico's forces, the 43 students of Ayotzinapa, rifles sold illegally, and the Pegasus spyware used against human rights defenders and journalists."),
    ];

    public static void MapSampleFeed(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, () => TypedResults.Text(Write(), "application/rss+xml; charset=utf-8"));

    private static string Write() =>
        new XDocument(
            new XElement(
                "rss",
                new XAttribute("version", "2.0"),
                new XElement(
                    "channel",
                    new XElement("title", "Sample feed"),
                    new XElement("description", "Two articles by PBI-Canada, summarized, to show how articles arrive."),
                    new XElement("link", "https://pbicanada.org/"),
                    Articles.Select(Item)))).ToString();

    private static XElement Item(SampleArticle article, int number) =>
        new(
            "item",
            new XElement("title", article.Title),
            new XElement("guid", new XAttribute("isPermaLink", "false"), string.Create(CultureInfo.InvariantCulture, $"sample-{number}")),
            new XElement("description", article.Summary),
            new XElement("category", "CANSEC"),
            article.Link is null ? null : new XElement("link", article.Link),
            article.Published is { } published ? new XElement("pubDate", published.ToString("r", CultureInfo.InvariantCulture)) : null);

    /// <param name="Title">The article's own.</param>
    /// <param name="Link">Null where it is not known.</param>
    /// <param name="Published">UTC; null where it is not known.</param>
    /// <param name="Summary">In our own words.</param>
    private sealed record SampleArticle(string Title, string? Link, DateTime? Published, string Summary);
}
