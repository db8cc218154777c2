using AdvocacyBot.Core.Articles.Overview;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Host;

/// <summary>What the examination says about the feeds of the community in scope.</summary>
internal static class FeedFindings
{
    /// <returns>One finding for each feed with trouble, or one for all; none if no feed is followed.</returns>
    public static async Task<IReadOnlyList<Finding>> ExamineAsync(FeedOverview feeds, CancellationToken ct)
    {
        var all = await feeds.ListAsync(Language.English, ct);
        var troubled = all.Where(feed => feed.IsTroubled).ToList();
        return troubled.Count == 0 && all.Count > 0
            ? [Finding.Ok("feeds", $"All {all.Count} can be read.")]
            : [.. troubled.Select(feed => Finding.Warning("feeds", $"{feed.Number}, {feed.Title}: {string.Join("; ", feed.States)}"))];
    }
}
