using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AdvocacyBot.FakeDiscord;

/// <summary>Processes requests: token, injected faults, rate limits, endpoint.</summary>
internal sealed class RestPipeline(FakeSettings settings, RateLimiter limiter, Func<ApiRequest, ApiResponse> route)
{
    private int total;
    private int invalid;

    public RestFaultPlan? Faults { get; set; }

    public int Total => total;

    /// <summary>The number of responses with 401, 403 or 429.</summary>
    public int Invalid => invalid;

    /// <summary>Whether the token is accepted.</summary>
    public bool AcceptsToken { get; set; } = true;

    public async Task HandleAsync(HttpContext context)
    {
        Interlocked.Increment(ref total);
        var path = context.Request.Path.Value!["/api/v10".Length..].Trim('/').Split('/');
        var fault = Faults?.Invoke(context.Request.Method, string.Join('/', path)) ?? RestFault.None;
        if (fault == RestFault.DropBefore)
        {
            context.Abort();
            return;
        }

        var answer = await AnswerAsync(context, path, fault);
        switch (fault)
        {
            case RestFault.DropAfter:
                context.Abort();
                return;
            case RestFault.ErrorAfter:
                answer = ApiResponse.Error(502, 0, "bad gateway");
                break;
            case RestFault.Slow:
                await Task.Delay(300);
                break;
        }

        if (answer.Status is 401 or 403 || (answer.Status == 429 && context.Response.Headers["X-RateLimit-Scope"] != "shared"))
            Interlocked.Increment(ref invalid);
        context.Response.StatusCode = answer.Status;
        if (answer.Body is { } body)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body.ToJsonString());
        }
    }

    private async Task<ApiResponse> AnswerAsync(HttpContext context, string[] path, RestFault fault)
    {
        var needsToken = path[0] is not ("interactions" or "webhooks");
        if (needsToken && (!AcceptsToken || context.Request.Headers.Authorization != $"Bot {settings.Token}"))
            return ApiResponse.Error(401, 0, "401: Unauthorized");
        if (!context.Request.Headers.UserAgent.ToString().StartsWith("DiscordBot (", StringComparison.Ordinal))
            return ApiResponse.Error(403, 40333, "internal network error");

        switch (fault)
        {
            case RestFault.ErrorBefore:
                return ApiResponse.Error(500, 0, "internal error");
            case RestFault.LimitedUser or RestFault.LimitedGlobal or RestFault.LimitedShared:
                return Limited(context, TimeSpan.FromSeconds(0.3), fault == RestFault.LimitedGlobal, fault switch
                {
                    RestFault.LimitedGlobal => "global",
                    RestFault.LimitedShared => "shared",
                    _ => "user",
                });
        }

        if (limiter.Take(Template(context.Request.Method, path), Resource(path), context.Response.Headers) is { } late)
            return Limited(context, late.Wait, late.Global, late.Global ? "global" : "user");
        return route(await ReadAsync(context, path));
    }

    private static ApiResponse Limited(HttpContext context, TimeSpan wait, bool global, string scope)
    {
        context.Response.Headers["X-RateLimit-Scope"] = scope;
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (global)
            context.Response.Headers["X-RateLimit-Global"] = "true";
        return new ApiResponse(429, new JsonObject
        {
            ["message"] = "You are being rate limited.",
            ["retry_after"] = wait.TotalSeconds,
            ["global"] = global,
        });
    }

    private static async Task<ApiRequest> ReadAsync(HttpContext context, string[] path)
    {
        var query = context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString());
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync();
            var files = new Dictionary<string, string>();
            foreach (var file in form.Files)
            {
                using var reader = new StreamReader(file.OpenReadStream());
                files[file.FileName] = await reader.ReadToEndAsync();
            }

            return new ApiRequest(context.Request.Method, path, JsonNode.Parse(form["payload_json"].ToString()), query) { Files = files };
        }

        using var body = new StreamReader(context.Request.Body);
        var text = await body.ReadToEndAsync();
        return new ApiRequest(context.Request.Method, path, text.Length == 0 ? null : JsonNode.Parse(text), query);
    }

    private static string Template(string method, string[] path) =>
        $"{method} /" + string.Join('/', path.Select((part, i) => part.All(char.IsAsciiDigit) || (i == 2 && path[0] is "interactions" or "webhooks") ? "{}" : part));

    private static string Resource(string[] path) =>
        path is ["channels" or "guilds" or "webhooks", var id, ..] ? $"{path[0]} {id}" : "";
}
