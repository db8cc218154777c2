using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Fetching;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Related;

/// <summary>
/// Follows the links of a fact file, only when somebody asks for it, through the one way in which articles are fetched too: the
/// public internet alone, within a deadline, few at a time.
/// </summary>
public sealed class CheckLinks
{
    private const int AtOnce = 4;
    private readonly FeedFetcher fetcher;
    private readonly FeedSettings settings;

    internal CheckLinks(FeedFetcher fetcher, FeedSettings settings) => (this.fetcher, this.settings) = (fetcher, settings);

    /// <param name="links">Which.</param>
    /// <param name="language">In which to say why one is dead.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>A warning for each that is dead or not secure, in their order.</returns>
    public async Task<IReadOnlyList<FactProblem>> RunAsync(IReadOnlyList<FactLink> links, Language language, CancellationToken ct)
    {
        var found = new FactProblem?[links.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(links.Index(), options, async (link, inner) => found[link.Index] = await CheckAsync(link.Item, language, inner));
        return [.. found.OfType<FactProblem>()];
    }

    private async Task<FactProblem?> CheckAsync(FactLink link, Language language, CancellationToken ct)
    {
        if (!Uri.TryCreate(link.Url, UriKind.Absolute, out var address))
            return null;
        if (address.Scheme != Uri.UriSchemeHttps && !settings.Allows(address.Host, address.Port))
            return FactProblem.Warning(link.Line, link.Column, "warn.http", link.Url);

        var fetched = await fetcher.GetAsync(address, null, null, ct);
        // A page that is larger than a feed may be is there all the same.
        return fetched.Outcome == FetchOutcome.Read || fetched.Problem?.Code == "large"
            ? null
            : FactProblem.Warning(link.Line, link.Column, "warn.link", link.Url, fetched.Problem?.In(language) ?? "");
    }
}
