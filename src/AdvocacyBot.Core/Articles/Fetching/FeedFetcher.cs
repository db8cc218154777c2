using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using AdvocacyBot.Core.Articles.Requests;

namespace AdvocacyBot.Core.Articles.Fetching;

/// <summary>
/// Fetches an address on the public internet: conditionally, within a deadline for the whole transfer and a limit of bytes, through
/// at most five redirects, each of which is checked like the first address. Cookies last for one fetch.
/// </summary>
internal sealed class FeedFetcher : IDisposable
{
    private const int MaxRedirects = 5;
    private const int MaxCookies = 20;
    private readonly FeedSettings settings;
    private readonly TimeProvider clock;
    private readonly HostGates gates;
    private readonly OutsideTime outside;
    private readonly HttpClient http;

    public FeedFetcher(FeedSettings settings, SafeDialer dialer, HostGates gates, OutsideTime outside, TimeProvider clock)
    {
        (this.settings, this.clock, this.gates, this.outside) = (settings, clock, gates, outside);
        http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = dialer.DialAsync,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            MaxResponseHeadersLength = 64,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "AdvocacyBot/0.1 (feed reader)");
        http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Accept", "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5");
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", "gzip, br, deflate");
    }

    /// <summary>Fetches. Expected failures are results; only cancellation by the caller throws.</summary>
    /// <param name="own">The feed's own headers; not sent to another server that a redirect leads to.</param>
    public Task<Fetched> GetAsync(Uri address, string? etag, string? lastModified, CancellationToken ct, RequestSettings? own = null) =>
        LimitAsync(address, limited => FollowAsync(address, etag, lastModified, own ?? RequestSettings.None, limited), ct);

    /// <summary>Sends a form, with the same limits; redirects that would change the method are refused. The answer's body is not read.</summary>
    public Task<Fetched> PostAsync(Uri address, IReadOnlyDictionary<string, string> form, CancellationToken ct) =>
        LimitAsync(address, limited => SendFormAsync(address, form, limited), ct);

    private async Task<Fetched> LimitAsync(Uri address, Func<CancellationToken, Task<Fetched>> fetch, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(settings.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ct);
        try
        {
            return await fetch(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Failed(address, new FeedProblem("timeout"));
        }
        catch (HttpRequestException e)
        {
            return Failed(address, ProblemOf(e)) with { IsOwnTrouble = IsOwnTrouble(e) };
        }
        catch (IOException)
        {
            return Failed(address, new FeedProblem("broken"));
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<Fetched> SendFormAsync(Uri address, IReadOnlyDictionary<string, string> form, CancellationToken ct)
    {
        var at = address;
        for (var hops = 0; hops <= MaxRedirects && Links.HostOf(at) is not null && at.UserInfo.Length == 0; hops++)
        {
            using var place = await gates.EnterAsync(at.Host, ct);
            using var request = new HttpRequestMessage(HttpMethod.Post, at) { Content = new FormUrlEncodedContent(form) };
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (response.IsSuccessStatusCode)
                return new Fetched(FetchOutcome.Read) { Address = at };
            if ((int)response.StatusCode is not (307 or 308))
                return Failed(at, FeedProblem.Status((int)response.StatusCode)) with { RetryAfter = Wait(response.Headers.RetryAfter) };
            if (response.Headers.Location is not { } location || !Uri.TryCreate(at, location, out var next) || !RequestHeaders.IsSameServer(at, next))
                break;
            at = next;
        }

        return Failed(address, new FeedProblem("redirect"));
    }

    private async Task<Fetched> FollowAsync(Uri address, string? etag, string? lastModified, RequestSettings own, CancellationToken ct)
    {
        var (at, movedTo, isPermanent) = (address, (Uri?)null, true);
        var cookies = new CookieContainer(MaxCookies);
        for (var hops = 0; hops <= MaxRedirects; hops++)
        {
            if (Links.HostOf(at) is null || at.UserInfo.Length > 0)
                return Failed(address, new FeedProblem("scheme"));

            using var place = await gates.EnterAsync(at.Host, ct);
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            if (etag is not null)
                request.Headers.TryAddWithoutValidation("If-None-Match", etag);
            if (lastModified is not null)
                request.Headers.TryAddWithoutValidation("If-Modified-Since", lastModified);
            if (cookies.Count > 0 && cookies.GetCookieHeader(at) is { Length: > 0 } kept)
                request.Headers.TryAddWithoutValidation("Cookie", kept);
            if (RequestHeaders.IsSameServer(address, at))
                RequestHeaders.Apply(own, request);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            outside.Hear(response.Headers.Date);

            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
                return await AnswerAsync(response, at, movedTo, ct);
            if (response.Headers.Location is not { } location || !Uri.TryCreate(at, location, out var next))
                return Failed(address, new FeedProblem("redirect"));

            Keep(cookies, at, response);
            // A site that only sets a cookie has not moved.
            isPermanent &= (int)response.StatusCode is 301 or 308 && next != at;
            at = next;
            movedTo = isPermanent ? at : movedTo;
        }

        return Failed(address, new FeedProblem("redirects"));
    }

    private async Task<Fetched> AnswerAsync(HttpResponseMessage response, Uri at, Uri? movedTo, CancellationToken ct)
    {
        var retryAfter = Wait(response.Headers.RetryAfter);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotModified:
                return new Fetched(FetchOutcome.NotModified) { Address = at, MovedTo = movedTo, FreshFor = FreshFor(response), ETag = Header(response.Headers, "ETag"), LastModified = Header(response.Content.Headers, "Last-Modified") };
            case HttpStatusCode.Gone:
                return new Fetched(FetchOutcome.Gone) { Address = at, Problem = FeedProblem.Status(410) };
            case HttpStatusCode.OK or HttpStatusCode.NonAuthoritativeInformation:
                break;
            default:
                return Failed(at, FeedProblem.Status((int)response.StatusCode)) with { RetryAfter = retryAfter };
        }

        var body = await Inflation.ReadAsync(response.Content, settings.MaxBytes, ct);
        if (body is not { } content)
            return Failed(at, new FeedProblem("large", (settings.MaxBytes / 1024 / 1024).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return new Fetched(FetchOutcome.Read)
        {
            Body = content.Bytes,
            IsCutOff = content.IsCutOff,
            ContentType = response.Content.Headers.TryGetValues("Content-Type", out var types) ? types.First() : null,
            Address = at,
            MovedTo = movedTo,
            ETag = Header(response.Headers, "ETag"),
            LastModified = Header(response.Content.Headers, "Last-Modified"),
            FreshFor = FreshFor(response),
            Hub = HubLinks.Find(response.Headers, "hub", at),
            Self = HubLinks.Find(response.Headers, "self", at),
        };
    }

    private static void Keep(CookieContainer cookies, Uri at, HttpResponseMessage response)
    {
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var values) ? values.Take(MaxCookies) : [])
        {
            try
            {
                cookies.SetCookies(at, cookie);
            }
            catch (CookieException)
            {
                // A cookie that cannot be read is not kept.
            }
        }
    }

    private TimeSpan? FreshFor(HttpResponseMessage response)
    {
        if (response.Headers.CacheControl is { } cache)
            return cache.NoCache || cache.NoStore ? null : cache.MaxAge;
        return response.Content.Headers.Expires is { } expires && expires > clock.GetUtcNow() ? expires - clock.GetUtcNow() : null;
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date && date > clock.GetUtcNow() ? date - clock.GetUtcNow() : null);

    private static string? Header(HttpHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && values.First() is { Length: > 0 and < 500 } value ? value : null;

    private static Fetched Failed(Uri address, FeedProblem problem) => new(FetchOutcome.Failed) { Address = address, Problem = problem };

    /// <summary>No network, or as many connections as the system allows.</summary>
    private static bool IsOwnTrouble(HttpRequestException e) => e.InnerException is SocketException
    {
        SocketErrorCode: SocketError.NetworkDown or SocketError.NetworkUnreachable or SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable,
    };

    private static FeedProblem ProblemOf(HttpRequestException e) => e switch
    {
        { InnerException: PrivateAddressException } => new FeedProblem("private"),
        { InnerException: AuthenticationException } => new FeedProblem("tls"),
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } } => new FeedProblem("host"),
        { HttpRequestError: HttpRequestError.NameResolutionError } => new FeedProblem("host"),
        { HttpRequestError: HttpRequestError.ConnectionError } => new FeedProblem("unreachable"),
        _ => new FeedProblem("broken"),
    };
}
