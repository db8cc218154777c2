using AdvocacyBot.Core.Settings;
using Microsoft.Extensions.Options;

namespace AdvocacyBot.Settings;

/// <summary>The section <c>Telemetry</c>.</summary>
internal sealed record TelemetrySettings : ISettingsSection
{
    public static string Section => "Telemetry";

    /// <summary>Where metrics are sent over OTLP with HTTP and Protobuf; null sends nothing.</summary>
    [AddressSetting("http://localhost:4318/v1/metrics")]
    public Uri? OtlpEndpoint { get; set; }

    /// <summary>Whether Prometheus may read metrics at <c>/metrics</c>.</summary>
    public bool Prometheus { get; set; }
}

/// <summary>Validates <see cref="TelemetrySettings"/>.</summary>
[OptionsValidator]
internal sealed partial class TelemetrySettingsValidator : IValidateOptions<TelemetrySettings>;
