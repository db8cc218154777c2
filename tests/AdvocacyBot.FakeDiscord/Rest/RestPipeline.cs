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

        var response = await RespondAsync(context, path, fault);
        switch (fault)
        {
            case RestFault.DropAfter:
                context.Abort();
                return;
            case RestFault.ErrorAfter:
                response = ApiResponse.Error(502, 0, "bad gateway");
                break;
            case RestFault.Slow:
                await Task.Delay(300);
                break;
        }

        await WriteAsync(context, response);
    }

    private async Task<ApiResponse> RespondAsync(HttpContext context, string[] path, RestFault fault)
    {
        var needsToken = path[0] is not ("interactions" or "webhooks");
        var isAuthorized = AcceptsToken && context.Request.Headers.Authorization == $"Bot {settings.Token}" && fault != RestFault.Unauthorized;
        if (needsToken && !isAuthorized)
            return ApiResponse.Error(401, 0, "401: Unauthorized");
        if (!context.Request.Headers.UserAgent.ToString().StartsWith("DiscordBot (", StringComparison.Ordinal))
            return ApiResponse.Error(403, 40333, "internal network error");

        var wait = TimeSpan.FromSeconds(0.3);
        switch (fault)
        {
            case RestFault.ErrorBefore:
                return ApiResponse.Error(500, 0, "internal error");
            case RestFault.InvalidForm:
                return ApiResponse.Invalid(["components"]);
            case RestFault.LimitedUser:
                return ApiResponse.Limited(wait, "user");
            case RestFault.LimitedGlobal:
                return ApiResponse.Limited(wait, "global");
            case RestFault.LimitedShared:
                return ApiResponse.Limited(wait, "shared");
        }

        if (limiter.Take(Template(context.Request.Method, path), Resource(path), context.Response.Headers) is { } late)
            return ApiResponse.Limited(late.Wait, late.Global ? "global" : "user");
        return route(await ReadAsync(context, path));
    }

    private async Task WriteAsync(HttpContext context, ApiResponse response)
    {
        if (response.Status is 401 or 403 || (response.Status == 429 && response.Scope != "shared"))
            Interlocked.Increment(ref invalid);
        context.Response.StatusCode = response.Status;
        if (response.RetryAfter is { } wait)
        {
            context.Response.Headers["X-RateLimit-Scope"] = response.Scope;
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            if (response.Scope == "global")
                context.Response.Headers["X-RateLimit-Global"] = "true";
        }

        if (response.Body is { } body)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body.ToJsonString());
        }
    }

    private static async Task<ApiRequest> ReadAsync(HttpContext context, string[] path)
    {
        var query = context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString());
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync();
            var files = new Dictionary<string, byte[]>();
            foreach (var file in form.Files)
            {
                using var content = new MemoryStream();
                await file.CopyToAsync(content);
                files[file.FileName] = content.ToArray();
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
