using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Rest;

/// <summary>
/// Sends requests within Discord's limits, retries those that can be retried, and stops once Discord has refused the token twice.
/// Thread-safe. https://docs.discord.com/developers/topics/rate-limits
/// </summary>
internal sealed partial class ApiClient(DiscordSettings settings, TimeProvider clock, ILogger<ApiClient> logger, HttpMessageHandler handler) : IDisposable
{
    /// <summary>A crowd of answers shares connections, because opening one costs more than a request.</summary>
    private const int MaxConnections = 32;
    private const int MaxAttempts = 5;
    private const int Unauthorized = 401;
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(15);
    private static readonly Backoff Retry = new(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(5));
    private static readonly ApiCall TokenCheck = new(HttpMethod.Get, new("GET /applications/@me", ""), "applications/@me");
    private static readonly ProductInfoHeaderValue[] Agent =
    [
        new("DiscordBot", null), new($"(https://advocacybot.invalid, {BotVersion.Of(typeof(ApiClient).Assembly)})"),
    ];

    private readonly HttpClient http = new(handler)
    {
        // Without the trailing slash, relative paths would replace the version.
        BaseAddress = new Uri(settings.ApiBaseUrl.AbsoluteUri.TrimEnd('/') + "/"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly Lock gate = new();
    private readonly RateLimits limits = new();
    private readonly InvalidRequestLimit invalid = new();
    private readonly TaskCompletionSource tokenRefused = NewSignal();
    private TaskCompletionSource changed = NewSignal();
    private Task<bool?> tokenCheck = Task.FromResult<bool?>(null);

    public ApiClient(DiscordSettings settings, TimeProvider clock, ILogger<ApiClient> logger)
        : this(settings, clock, logger, new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
            MaxConnectionsPerServer = MaxConnections,
        })
    {
    }

    /// <summary>Completes when Discord has refused the token; nothing that needs it is sent any more.</summary>
    public Task TokenRefused => tokenRefused.Task;

    /// <summary>The share of this process's requests in a second that is left now, from 0 to 1.</summary>
    public double LeftShare
    {
        get
        {
            lock (gate)
                return limits.LeftShare(Now);
        }
    }

    /// <summary>How many requests this process may send in a second.</summary>
    public int PerSecond
    {
        get
        {
            lock (gate)
                return limits.PerSecond;
        }
    }

    private TimeSpan Now => SharedIdentifyBudget.Now(clock);

    /// <summary>Divides Discord's limits by the number of processes that use the same token. Each may send one request a second in any case.</summary>
    public void ShareAmong(int processes)
    {
        lock (gate)
        {
            var perSecond = Math.Max(1, RateLimits.Global / processes);
            if (limits.PerSecond == perSecond)
                return;
            limits.PerSecond = perSecond;
            invalid.ShareAmong(processes);
        }

        Interlocked.Exchange(ref changed, NewSignal()).TrySetResult();
    }

    /// <summary>Sends a request and returns the response's body, which may be empty.</summary>
    /// <exception cref="DiscordApiException">Discord refused the request, or its outcome is unknown.</exception>
    public async Task<byte[]> CallAsync(ApiCall call, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await AttemptAsync(call, ct);
            if (outcome.Body is { } body)
                return body;

            if (outcome.Failure!.Status == Unauthorized && call.IsAuthorized && await IsTokenAcceptedAsync(ct) == true)
                outcome = outcome with { IsHarmless = true };
            var mayRetry = outcome.IsHarmless || (call.IsRepeatable && outcome.Failure!.IsUncertain);
            if (!mayRetry || attempt == MaxAttempts || TokenRefused.IsCompleted)
                throw outcome.Failure!;
            if (!outcome.IsHarmless)
                await Task.Delay(Retry.After(attempt), clock, ct);
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>
    /// Discord sometimes responds with 401 to a valid token (discord-api-docs issues 1174, 1346 and 1499), so a second request
    /// decides. Concurrent callers share one check.
    /// </summary>
    /// <returns>Null if the check failed for another reason.</returns>
    private Task<bool?> IsTokenAcceptedAsync(CancellationToken ct)
    {
        lock (gate)
        {
            if (tokenCheck.IsCompleted)
                tokenCheck = CheckTokenAsync();
        }

        return tokenCheck.WaitAsync(ct);
    }

    private async Task<bool?> CheckTokenAsync()
    {
        try
        {
            var outcome = await AttemptAsync(TokenCheck, CancellationToken.None);
            if (outcome.Failure?.Status == Unauthorized)
                tokenRefused.TrySetResult();
            else if (outcome.Body is not null)
                LogSpuriousRefusal(logger);
            return outcome.Body is not null ? true : outcome.Failure!.Status == Unauthorized ? false : null;
        }
        catch (DiscordApiException)
        {
            return null;
        }
    }

    private async Task<Outcome> AttemptAsync(ApiCall call, CancellationToken ct)
    {
        var ticket = await WaitForLimitsAsync(call, ct);
        using var deadline = new Deadline(RequestTimeout, clock, ct);
        LimitHeaders? headers = null;
        try
        {
            using var request = Request(call);
            using var response = await http.SendAsync(request, deadline.Token);
            headers = Headers(response.Headers);
            var body = await response.Content.ReadAsByteArrayAsync(deadline.Token);
            return response.IsSuccessStatusCode ? new Outcome(body) : Refused(call, ticket, response, headers, body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && deadline.HasPassed))
        {
            return new Outcome(null, new DiscordApiException(call.Route.Template, 0, 0, inner: e));
        }
        finally
        {
            lock (gate)
                limits.End(ticket, headers, Now);
            Interlocked.Exchange(ref changed, NewSignal()).TrySetResult();
        }
    }

    private async Task<RateLimits.Ticket> WaitForLimitsAsync(ApiCall call, CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; ;)
        {
            Task signal;
            TimeSpan wait;
            lock (gate)
            {
                wait = call.Route.IsExempt ? TimeSpan.Zero : invalid.Wait(Now);
                if (TokenRefused.IsCompleted && call.IsAuthorized)
                    throw new DiscordApiException(call.Route.Template, Unauthorized, 0);
                if (wait == TimeSpan.Zero && limits.TryStart(call.Route, Now, out wait) is { } ticket)
                    return ticket;
                signal = changed.Task;
            }

            if (waited + wait > call.MaxWait)
                throw new DiscordApiException(call.Route.Template, 429, 0, wait);
            var started = Now;
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(ct);
            await Task.WhenAny(signal, Task.Delay(wait, clock, timer.Token));
            await timer.CancelAsync();
            ct.ThrowIfCancellationRequested();
            waited += Now - started;
        }
    }

    private HttpRequestMessage Request(ApiCall call)
    {
        var request = new HttpRequestMessage(call.Method, call.Path) { Content = call.Body?.Invoke() };
        foreach (var part in Agent)
            request.Headers.UserAgent.Add(part);
        if (call.IsAuthorized)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bot", settings.Token);
        return request;
    }

    private Outcome Refused(ApiCall call, RateLimits.Ticket ticket, HttpResponseMessage response, LimitHeaders? headers, byte[] body)
    {
        var status = (int)response.StatusCode;
        var isShared = response.Headers.TryGetValues("X-RateLimit-Scope", out var scope) && scope.Contains("shared");
        if (status is 401 or 403 || (status == 429 && !isShared))
        {
            lock (gate)
                invalid.Count(Now);
        }

        if (status != 429)
            return new Outcome(null, new DiscordApiException(call.Route.Template, status, Read(body, DiscordJson.Default.ErrorBody)?.Code ?? 0));

        var limit = Read(body, DiscordJson.Default.LimitBody) ?? new LimitBody(response.Headers.RetryAfter?.Delta?.TotalSeconds ?? 5, false);
        var wait = TimeSpan.FromSeconds(Math.Clamp(limit.RetryAfter, 0.05, 86_400));
        LogLimited(logger, call.Route.Template, limit.Global, wait.TotalSeconds);
        lock (gate)
            limits.Refused(ticket, new Refusal(wait, limit.Global, headers is { Remaining: 0 }, limit.Code), Now);
        return new Outcome(null, new DiscordApiException(call.Route.Template, status, limit.Code, wait), IsHarmless: wait <= call.MaxWait);
    }

    private static LimitHeaders? Headers(HttpResponseHeaders headers)
    {
        return Value("X-RateLimit-Bucket") is { } bucket && Number("X-RateLimit-Limit") is { } limit
            && Number("X-RateLimit-Remaining") is { } remaining && Number("X-RateLimit-Reset-After") is { } after && Number("X-RateLimit-Reset") is { } reset
            ? new LimitHeaders(bucket, (int)limit, (int)remaining, TimeSpan.FromSeconds(Math.Clamp(after, 0, 86_400)), reset)
            : null;

        string? Value(string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

        double? Number(string name) =>
            double.TryParse(Value(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static T? Read<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            // A proxy in front of Discord answers with text or HTML; only the status is meaningful.
            return null;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="Body">The body of a successful response.</param>
    /// <param name="Failure">The failure, if there is no body.</param>
    /// <param name="IsHarmless">Whether the request certainly had no effect and may be retried as soon as the limits allow.</param>
    private sealed record Outcome(byte[]? Body, DiscordApiException? Failure = null, bool IsHarmless = false);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rate limited by Discord for {Seconds} s: {Route} (global: {Global})")]
    private static partial void LogLimited(ILogger logger, string route, bool global, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Discord responded with 401 although it accepts the token; the request is retried")]
    private static partial void LogSpuriousRefusal(ILogger logger);
}
