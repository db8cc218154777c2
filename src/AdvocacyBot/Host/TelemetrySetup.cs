using System.Runtime.CompilerServices;
using AdvocacyBot.Core;
using AdvocacyBot.Settings;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace AdvocacyBot.Host;

/// <summary>
/// Exports metrics over OTLP or to Prometheus, if that is configured. Otherwise OpenTelemetry is not even loaded, which saves memory and
/// startup time.
/// </summary>
internal static class TelemetrySetup
{
    /// <summary>Garbage collections, memory, exceptions. https://learn.microsoft.com/dotnet/core/diagnostics/built-in-metrics-runtime</summary>
    private const string RuntimeMeter = "System.Runtime";

    public static void AddTelemetry(this IServiceCollection services, TelemetrySettings settings)
    {
        if (settings.OtlpEndpoint is not null || settings.Prometheus)
            Add(services, settings);
    }

    /// <summary>Maps <c>/metrics</c>. Requests reach it only under the bot's own names, as all others.</summary>
    public static void MapMetrics(this WebApplication app, TelemetrySettings settings)
    {
        if (settings.Prometheus)
            Map(app);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(IServiceCollection services, TelemetrySettings settings) =>
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("AdvocacyBot", serviceVersion: BotVersion.Of(typeof(TelemetrySetup).Assembly)))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(BotMetrics.MeterName, RuntimeMeter);
                if (settings.OtlpEndpoint is { } endpoint)
                    metrics.AddOtlpExporter(otlp => (otlp.Endpoint, otlp.Protocol) = (MetricsAddress(endpoint), OtlpExportProtocol.HttpProtobuf));
                if (settings.Prometheus)
                    metrics.AddPrometheusExporter();
            });

    /// <summary>Where a collector takes metrics: an address without a path is that of the collector itself.</summary>
    internal static Uri MetricsAddress(Uri endpoint) => endpoint.AbsolutePath == "/" ? new Uri(endpoint, "v1/metrics") : endpoint;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Map(WebApplication app) => app.MapPrometheusScrapingEndpoint();
}
