using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Api;

/// <summary>
/// Sends HTTP requests to the homeserver. Each has one time limit from the first byte to the last, carries the access token only
/// in its header, and does not follow redirects. Thread-safe once <see cref="Base"/> is set.
/// </summary>
internal sealed class MatrixHttp(TimeProvider clock) : IDisposable
{
    private const int MaxResponseBytes = 256 * 1024 * 1024;
    private const int MaxCodeLength = 60;
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxPause = TimeSpan.FromHours(1);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MaxResponseBytes,
    };

    private long count;

    /// <summary>The number of requests sent.</summary>
    public long Count => Interlocked.Read(ref count);

    /// <summary>The homeserver's base address.</summary>
    public Uri Base { get; set; } = new("http://127.0.0.1");

    /// <summary>The access token; null before sign-in.</summary>
    public string? Token { private get; set; }

    /// <summary>
    /// Called with a token that the homeserver no longer accepts. Returns whether <see cref="Token"/> is a newer one, in which case
    /// the request is sent once more.
    /// </summary>
    public Func<string, CancellationToken, Task<bool>>? RefreshToken { private get; set; }

    /// <param name="method">GET, PUT or POST.</param>
    /// <param name="path">Relative to <see cref="Base"/>, escaped.</param>
    /// <param name="endpoint">The endpoint's name in error messages, without ids.</param>
    /// <param name="response">How to read the response.</param>
    /// <param name="body">Null for no body.</param>
    /// <param name="limit">The time limit of the whole request.</param>
    /// <exception cref="MatrixException">Refused, or not answered within the limit.</exception>
    public async Task<T> SendAsync<T>(
        HttpMethod method, string path, string endpoint, JsonTypeInfo<T> response, RequestBody? body, TimeSpan limit, CancellationToken ct)
    {
        var token = Token;
        try
        {
            return await SendOnceAsync(method, path, endpoint, response, body, token, limit, ct);
        }
        catch (MatrixException e) when (e.IsUnknownToken && token is not null && RefreshToken is not null)
        {
            if (!await RefreshToken(token, ct))
                throw;
        }

        return await SendOnceAsync(method, path, endpoint, response, body, Token, limit, ct);
    }

    /// <summary>The same without the access token, for signing in.</summary>
    /// <param name="address">Relative to <see cref="Base"/>, or an address on another server.</param>
    public Task<T> SendWithoutTokenAsync<T>(
        HttpMethod method, string address, string endpoint, JsonTypeInfo<T> response, RequestBody? body, TimeSpan limit, CancellationToken ct) =>
        SendOnceAsync(method, address, endpoint, response, body, null, limit, ct);

    public void Dispose() => http.Dispose();

    private async Task<T> SendOnceAsync<T>(
        HttpMethod method, string path, string endpoint, JsonTypeInfo<T> response, RequestBody? body, string? token, TimeSpan limit, CancellationToken ct)
    {
        using var deadline = new Deadline(limit, clock, ct);
        using var request = new HttpRequestMessage(method, new Uri(Base, path)) { Content = body?.ToContent() };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        Interlocked.Increment(ref count);
        try
        {
            using var received = await http.SendAsync(request, deadline.Token);
            var bytes = await received.Content.ReadAsByteArrayAsync(deadline.Token);
            Surrogates.Replace(bytes);
            if (!received.IsSuccessStatusCode)
                throw ErrorOf(endpoint, received, bytes);
            return JsonSerializer.Deserialize(bytes, response) ?? throw new JsonException("The response is null.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new MatrixException(endpoint, null, inner: e);
        }
        catch (JsonException e)
        {
            throw new MatrixException(endpoint, HttpStatusCode.BadGateway, "unreadable", inner: e);
        }
    }

    private MatrixException ErrorOf(string endpoint, HttpResponseMessage response, byte[] bytes)
    {
        JsonElement body = default;
        try
        {
            body = JsonSerializer.Deserialize(bytes, MatrixJson.Default.JsonElement);
        }
        catch (JsonException)
        {
            // A reverse proxy may answer in HTML; then only the status is known.
        }

        // OAuth 2.0 servers call the code "error", which on a homeserver is a sentence.
        var code = (body.Text("errcode") ?? body.Text("error")) is { Length: <= MaxCodeLength } text && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.') ? text : null;
        return new MatrixException(endpoint, response.StatusCode, code, PauseOf(response, body))
        {
            AuthSession = response.StatusCode == HttpStatusCode.Unauthorized && body.Items("flows").Any() ? body.Text("session") : null,
        };
    }

    /// <summary>How long to wait, from either of the two places in which servers say so, limited to a sensible range.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#rate-limiting"/>
    private TimeSpan? PauseOf(HttpResponseMessage response, JsonElement body)
    {
        var requested = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        if (body.Number("retry_after_ms") is { } ms and > 0 and < 1_000_000_000)
            requested = TimeSpan.FromMilliseconds(ms);
        if (requested is null && response.StatusCode != HttpStatusCode.TooManyRequests)
            return null;
        return TimeSpan.FromTicks(Math.Clamp((requested ?? DefaultPause).Ticks, MinPause.Ticks, MaxPause.Ticks));
    }
}
