using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AdvocacyBot.Host.Health;

/// <summary>
/// <c>/healthz</c>: the loops make progress; if not, a restart may help. <c>/readyz</c>: the bot can serve people. Neither writes
/// anything, and an outage of a platform or of the database does not fail the first.
/// </summary>
internal static class HealthSetup
{
    private const string LivePath = "/healthz";
    private const string ReadyPath = "/readyz";
    private const string Live = "live";
    private const string Ready = "ready";

    /// <summary>Shorter than what probes usually wait, so that they learn the reason.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<DatabaseCheck>();
        services.AddHealthChecks()
            .AddCheck<LoopsCheck>("loops", tags: [Live], timeout: Timeout)
            .AddCheck<StartCheck>("start", tags: [Ready], timeout: Timeout)
            .AddCheck<DatabaseCheck>("database", tags: [Ready], timeout: Timeout)
            .AddCheck<WritesCheck>("writes", tags: [Ready], timeout: Timeout)
            .AddCheck<PlatformsCheck>("platforms", tags: [Ready], timeout: Timeout);
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks(LivePath, Options(Live));
        routes.MapHealthChecks(ReadyPath, Options(Ready));
    }

    public static bool IsAt(PathString path) => path == LivePath || path == ReadyPath;

    private static HealthCheckOptions Options(string tag) => new()
    {
        Predicate = check => check.Tags.Contains(tag),
        ResponseWriter = WriteAsync,
        ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable },
    };

    /// <summary>One line for each check. Never an exception's message, which may contain addresses or secrets.</summary>
    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(
            string.Concat(report.Entries.Select(entry => $"{entry.Key}: {Text(entry.Value)}\n")), http.RequestAborted);
    }

    private static string Text(HealthReportEntry entry) => entry switch
    {
        { Status: HealthStatus.Healthy, Description: null } => "ok",
        { Status: HealthStatus.Healthy } => $"ok, {entry.Description}",
        { Exception: not null } => "failing, the check did not finish",
        _ => $"failing, {entry.Description}",
    };
}
