using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Api;

/// <summary>
/// Speaks HTTP with the homeserver: one deadline over the whole of each request, the token in the header only, redirects not
/// followed, errors as <see cref="MatrixException"/>.
/// </summary>
internal sealed class MatrixHttp(TimeProvider clock) : IDisposable
{
    private const int LongestAnswer = 256 * 1024 * 1024;
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

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
        MaxResponseContentBufferSize = LongestAnswer,
    };

    private long count;

    /// <summary>How many requests there have been.</summary>
    public long Count => Interlocked.Read(ref count);

    /// <summary>The homeserver's address.</summary>
    public Uri Base { get; set; } = new("http://127.0.0.1");

    /// <summary>Null before login.</summary>
    public string? Token { private get; set; }

    /// <param name="method">GET, PUT or POST.</param>
    /// <param name="path">Below the homeserver's address, escaped; its own name in errors comes from <paramref name="endpoint"/>.</param>
    /// <param name="endpoint">What errors call it.</param>
    /// <param name="answer">How the answer is read.</param>
    /// <param name="body">JSON, or a file's content.</param>
    /// <param name="deadline">For the whole request.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="MatrixException">Refused, or not answered in time.</exception>
    public async Task<T> SendAsync<T>(
        HttpMethod method, string path, string endpoint, JsonTypeInfo<T> answer, HttpContent? body, TimeSpan deadline, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, ct);
        using var request = new HttpRequestMessage(method, new Uri(Base, path)) { Content = body };
        if (Token is { } token)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        Interlocked.Increment(ref count);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(either.Token);
            Surrogates.Mend(bytes);
            if (!response.IsSuccessStatusCode)
                throw Refusal(endpoint, response, bytes);
            return JsonSerializer.Deserialize(bytes, answer) ?? throw new JsonException("The answer is null.");
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

    public static HttpContent Json(JsonObject body) => new StringContent(body.ToJsonString(), MediaTypeHeaderValue.Parse("application/json"));

    public void Dispose() => http.Dispose();

    private MatrixException Refusal(string endpoint, HttpResponseMessage response, byte[] bytes)
    {
        JsonElement body = default;
        try
        {
            body = JsonSerializer.Deserialize(bytes, MatrixJson.Default.JsonElement);
        }
        catch (JsonException)
        {
            // A proxy in between answers in HTML: the status has to do.
        }

        var code = body.Text("errcode") is { Length: <= 60 } text && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.') ? text : null;
        return new MatrixException(endpoint, response.StatusCode, code, Pause(response, body));
    }

    /// <summary>Both ways in which a homeserver says how long to wait, within reason.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#rate-limiting"/>
    private TimeSpan? Pause(HttpResponseMessage response, JsonElement body)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        if (body.Number("retry_after_ms") is { } ms and > 0 and < 1_000_000_000)
            asked = TimeSpan.FromMilliseconds(ms);
        if (asked is null && response.StatusCode != HttpStatusCode.TooManyRequests)
            return null;
        return TimeSpan.FromTicks(Math.Clamp((asked ?? DefaultPause).Ticks, TimeSpan.FromMilliseconds(100).Ticks, LongestPause.Ticks));
    }
}
