using AdvocacyBot.Core;
using AdvocacyBot.Settings;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace AdvocacyBot.Host;

/// <summary>Sends the bot's metrics over OTLP, if an endpoint is configured; nothing is sent otherwise.</summary>
internal sealed class Telemetry(TelemetrySettings settings, BotMetrics metrics) : IHostedService, IDisposable
{
    private MeterProvider? provider;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The meter has to be there before the provider looks for it.
        ArgumentNullException.ThrowIfNull(metrics);
        if (settings.OtlpEndpoint is { } endpoint)
            provider = Export(endpoint);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        provider?.ForceFlush(2_000);
        return Task.CompletedTask;
    }

    public void Dispose() => provider?.Dispose();

    // In a method of its own, so that the exporter is loaded only where it is used.
    private static MeterProvider Export(Uri endpoint) =>
        Sdk.CreateMeterProviderBuilder()
            .AddMeter(BotMetrics.MeterName)
            .AddOtlpExporter(options =>
            {
                options.Endpoint = endpoint;
                options.Protocol = OtlpExportProtocol.HttpProtobuf;
            })
            .Build();
}
