using AdvocacyBot.Host;

namespace AdvocacyBot.Tests.Host;

public sealed class MetricsAddressTests
{
    [Theory]
    [InlineData("http://localhost:4318", "http://localhost:4318/v1/metrics")]
    [InlineData("http://localhost:4318/", "http://localhost:4318/v1/metrics")]
    [InlineData("https://collector.example/otlp/v1/metrics", "https://collector.example/otlp/v1/metrics")]
    public void An_address_without_a_path_is_that_of_the_collector(string endpoint, string expected) =>
        Assert.Equal(expected, TelemetrySetup.MetricsAddress(new Uri(endpoint)).AbsoluteUri);
}
