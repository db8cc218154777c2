using System.Reflection;

namespace AdvocacyBot.Sample;

/// <summary>
/// A feed that the bot serves to itself, so that on a first run an article passes through every step: HTTP, the poller, the web room.
/// Titles and dates are those of two articles by PBI-Canada; the summaries are our own words.
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
