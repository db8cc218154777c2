using System.Diagnostics.Metrics;
using AdvocacyBot.Core;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Rest;

namespace AdvocacyBot.Discord;

/// <summary>What this process does on Discord; gauges are read when a collector asks. Thread-safe.</summary>
internal sealed class DiscordMetrics
{
    private readonly Counter<long> taken;

    public DiscordMetrics(IMeterFactory meters, HeldShards held, ApiClient client, SharedIdentifyBudget identifies)
    {
        var meter = meters.Create(BotMetrics.MeterName);
        taken = meter.CreateCounter<long>("advocacybot.discord.shards.taken", description: "Shards taken over, by whether a session could be resumed");
        meter.CreateObservableGauge("advocacybot.discord.shards", () => held.Running.Count, description: "Shards that this process runs");
        meter.CreateObservableGauge("advocacybot.discord.shards.total", () => held.Total, description: "All shards");
        meter.CreateObservableGauge("advocacybot.discord.shard.lag", () => held.Running.Select(Lag), "s", "Since the last event, by shard");
        meter.CreateObservableGauge("advocacybot.discord.requests.left", () => client.LeftShare, description: "Share of this process's requests in a second that is left");
        meter.CreateObservableGauge("advocacybot.discord.identifies.left", () => identifies.LeftShare, description: "Share of the day's identifies that is left");
    }

    /// <summary>This process has begun to run a shard.</summary>
    /// <param name="hasSession">Whether there was a session to resume.</param>
    public void Taken(bool hasSession) => taken.Add(1, new KeyValuePair<string, object?>("session", hasSession ? "stored" : "new"));

    private static Measurement<double> Lag(RunningShard shard) => new(shard.SinceLastEvent.TotalSeconds, new KeyValuePair<string, object?>("shard", shard.Shard));
}
