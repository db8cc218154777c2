using System.Diagnostics.Metrics;
using AdvocacyBot.Core.Outbox;

namespace AdvocacyBot.Core;

/// <summary>What is counted and timed. No tag ever contains a member, a text or an answer. Thread-safe.</summary>
public sealed class BotMetrics
{
    /// <summary>The meter's name, for collectors.</summary>
    public const string MeterName = "AdvocacyBot";

    private readonly Counter<long> intents;
    private readonly Histogram<double> answerTime;
    private readonly Counter<long> polls;
    private readonly Counter<long> deliveries;

    /// <param name="meters">Creates the meter.</param>
    /// <param name="outbox">Asked only while a collector reads the metrics.</param>
    public BotMetrics(IMeterFactory meters, Lazy<OutboxDelay> outbox)
    {
        var meter = meters.Create(MeterName);
        intents = meter.CreateCounter<long>("advocacybot.intents", description: "Intents by platform, command and outcome");
        answerTime = meter.CreateHistogram<double>("advocacybot.answer.duration", "s", "From intent to reply");
        polls = meter.CreateCounter<long>("advocacybot.polls", description: "Feed polls by outcome");
        deliveries = meter.CreateCounter<long>("advocacybot.deliveries", description: "Attempts by platform and the state they led to");
        meter.CreateObservableGauge("advocacybot.deliveries.age", () => AgesOf(outbox.Value), "s", "How late the oldest waiting delivery is, by platform");
    }

    public void Answered(string platform, string command, string outcome, TimeSpan took)
    {
        intents.Add(1, new("platform", platform), new("command", command), new("outcome", outcome));
        answerTime.Record(took.TotalSeconds, new("platform", platform), new("command", command));
    }

    public void Polled(string outcome) => polls.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Delivered(string platform, DeliveryState state) =>
        deliveries.Add(1, new("platform", platform), new("state", state.ToString()));

    private static IEnumerable<Measurement<double>> AgesOf(OutboxDelay outbox) =>
        outbox.Oldest().Select(oldest => new Measurement<double>(oldest.Age.TotalSeconds, new KeyValuePair<string, object?>("platform", oldest.Platform)));
}
