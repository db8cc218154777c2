using System.Reflection;

namespace AdvocacyBot.Sample;

/// <summary>
/// A feed that the bot serves to itself, so that a first run shows an article going the whole way: over HTTP, through the
/// poller, into the room. Titles and dates are those of two articles by PBI-Canada; the summaries are in our own words.
/// </summary>
internal static class SampleFeed
{
    public const string Path = "/sample/feed.xml";
    private const string Resource = "AdvocacyBot.Sample.feed.xml";

    public static void MapSampleFeed(this IEndpointRouteBuilder routes) =>
        routes.MapGet(
            Path,
            () => TypedResults.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!, "application/rss+xml; charset=utf-8"));
}
