using AdvocacyBot.Core.Articles.Fetching;
using AdvocacyBot.Core.Articles.Parsing;

namespace AdvocacyBot.Core.Articles.Discovery;

/// <summary>
/// Finds the feed behind an address that somebody typed: the feed itself, or a site that has one, or several. However many
/// places it looks at, it takes no longer than one fetch may.
/// </summary>
internal sealed class FindFeeds(FeedFetcher fetcher, FeedSettings settings, TimeProvider clock)
{
    public async Task<FoundFeeds> RunAsync(string typed, CancellationToken ct)
    {
        if (FeedAddress.Read(typed) is not { } read)
            return new FoundFeeds { Problem = new FeedProblem("address", Chat.SafeText.Shorten(typed, 100)) };

        using var deadline = new CancellationTokenSource(settings.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ct);
        try
        {
            return await GuessAsync(read, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new FoundFeeds { Problem = new FeedProblem("timeout") };
        }
    }

    private async Task<FoundFeeds> GuessAsync(FeedAddress.Typed read, CancellationToken ct)
    {
        var found = await AtAsync(read.Address, ct);
        // An address typed without a scheme may be a site that has no https.
        if (found.Problem?.Code is "unreachable" or "tls" or "broken" && read.IsGuess)
            found = await AtAsync(new UriBuilder(read.Address) { Scheme = "http", Port = read.Address.IsDefaultPort ? 80 : read.Address.Port }.Uri, ct);
        return found;
    }

    private async Task<FoundFeeds> AtAsync(Uri address, CancellationToken ct)
    {
        var found = await ReadAsync(address, ct);
        if (found.Problem?.Code is not ("html" or "notafeed" or "captcha") || found.Fetched is not { Body.Length: > 0 } page)
            return found;

        var links = FeedLinks.In(page.Body, page.ContentType, page.Address);
        if (links.Count > 1)
            return found with { Links = links, Problem = null };
        if (links.Count == 1)
            return await ReadAsync(links[0].Address, ct);
        return await WellKnownAsync(page.Address, ct) ?? found;
    }

    private async Task<FoundFeeds?> WellKnownAsync(Uri site, CancellationToken ct)
    {
        foreach (var path in FeedLinks.WellKnown)
        {
            if (await ReadAsync(new Uri(site, path), ct) is { Feed: not null } found)
                return found;
        }

        return null;
    }

    private async Task<FoundFeeds> ReadAsync(Uri address, CancellationToken ct)
    {
        var fetched = await fetcher.GetAsync(address, etag: null, lastModified: null, ct);
        if (fetched.Outcome != FetchOutcome.Read)
            return new FoundFeeds { Fetched = fetched, Problem = fetched.Problem };
        try
        {
            return new FoundFeeds
            {
                Fetched = fetched,
                Address = fetched.MovedTo ?? address,
                Feed = FeedParser.Parse(fetched.Body, fetched.ContentType, fetched.Address),
            };
        }
        catch (UnreadableFeedException e)
        {
            return new FoundFeeds { Fetched = fetched, Problem = FeedProblems.Of(e.Reason) };
        }
    }
}

/// <summary>The result of looking at an address: a feed, or links to several, or a problem.</summary>
internal sealed record FoundFeeds
{
    public Fetched? Fetched { get; init; }

    /// <summary>The feed's own address.</summary>
    public Uri? Address { get; init; }

    public ParsedFeed? Feed { get; init; }

    public IReadOnlyList<FeedLink> Links { get; init; } = [];

    public FeedProblem? Problem { get; init; }
}
