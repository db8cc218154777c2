using System.Net;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Host;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Prometheus_reads_counts_without_people_or_texts()
    {
        await using var bot = await BotHarness.StartAsync(settings: new Dictionary<string, string?> { ["Telemetry:Prometheus"] = "true" });
        using var visitor = await bot.OpenEndpointsAsync();
        await bot.SayAsync("delegations 2014");

        var metrics = await visitor.GetStringAsync("/metrics");

        // Without the values: a count of bytes can contain any number.
        var names = string.Join('\n', metrics.Split('\n').Select(line => line[..Math.Max(0, line.LastIndexOf(' '))]));
        Assert.Contains("advocacybot_intents_total", names, StringComparison.Ordinal);
        Assert.DoesNotContain(Some.Member.Id, names, StringComparison.Ordinal);
        Assert.DoesNotContain("2014", names, StringComparison.Ordinal);
        Assert.DoesNotContain("delegations", names, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_age_of_waiting_deliveries_and_the_shards_are_measured()
    {
        await using var bot = await BotHarness.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Telemetry:Prometheus"] = "true",
            ["Discord:Token"] = "MTAwMDAwMDAwMDAwMDAwMDAw.none.for-tests",
            ["Discord:ApiBaseUrl"] = "http://127.0.0.1:9/",
        });
        using var visitor = await bot.OpenEndpointsAsync();
        await bot.Services.WriteOutboxAsync(outbox => outbox.Send(Some.Channel, Reply.Say(Language.English, "late"), "test", "post"));
        bot.Clock.Advance(TimeSpan.FromSeconds(90));

        var metrics = await visitor.GetStringAsync("/metrics");

        Assert.Matches("""(?m)^advocacybot_deliveries_age_seconds\{.*platform="fake".*\} 90\b""", metrics);
        foreach (var name in (string[])["shards", "shards_total", "requests_left", "identifies_left"])
            Assert.Matches($"(?m)^advocacybot_discord_{name}\\b", metrics);
    }

    [Fact]
    public async Task Without_the_setting_there_are_no_metrics()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();

        using var response = await visitor.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
